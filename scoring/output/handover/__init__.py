"""All platforms that a card can be handed over to: a new one is a file here and a line below."""

from scoring.output.handover.churnzero import CHURNZERO
from scoring.output.handover.gainsight import GAINSIGHT
from scoring.output.handover.hubspot import HUBSPOT
from scoring.output.handover.planhat import PLANHAT
from scoring.output.handover.platform import Counted, Handover, Loss, Part, Platform
from scoring.output.handover.vitally import VITALLY
from scoring.registry import Registry

PLATFORMS: Registry[Platform] = Registry(
    "platform", [GAINSIGHT, CHURNZERO, HUBSPOT, VITALLY, PLANHAT]
)

__all__ = ["PLATFORMS", "Counted", "Handover", "Loss", "Part", "Platform"]
