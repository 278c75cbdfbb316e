"""All alert rules: a new one is a file beside this one and a line below."""

from scoring.registry import Registry
from scoring.views.alerts.data_missing import DataMissing
from scoring.views.alerts.dropped import Dropped
from scoring.views.alerts.entered import Entered
from scoring.views.alerts.firing import Fired, Hysteresis, fired, fires, why
from scoring.views.alerts.flag_fired import FlagFired
from scoring.views.alerts.renewal_near import RenewalNear
from scoring.views.alerts.rule import AlertRule
from scoring.views.alerts.sight import Sight

ALERT_RULES: Registry[type[AlertRule]] = Registry(
    "alert rule", (Entered, Dropped, FlagFired, RenewalNear, DataMissing)
)

__all__ = ["ALERT_RULES", "AlertRule", "Fired", "Hysteresis", "Sight", "fired", "fires", "why"]
