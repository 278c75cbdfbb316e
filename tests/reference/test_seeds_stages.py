"""The published metrics of onboarding and of renewal are what the two variants weigh."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.reference.seeds import preset

STAGES = {
    "Onboarding": {
        "account setup completed": "setup",
        "first login completed": "first_login",
        "key feature first used": "key_feature",
        "training session attended": "training",
        "onboarding checklist completed": "checklist",
        "first support issue resolved": "first_issue",
        "time to first value": "first_value",
    },
    "Renewal": {
        "product usage trend": "usage_trend",
        "feature adoption depth": "adoption_depth",
        "number of active users": "active_users",
        "support ticket trend": "ticket_trend",
        "NPS or CSAT": "survey",
        "payment history": "payment",
        "executive stakeholder engagement": "sponsor",
        "renewal conversation status": "renewal_talk",
    },
}


@pytest.mark.reference
@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_weighs_the_published_metrics(stage: str, reference: Path) -> None:
    """Each printed metric, and no other, counts in its variant, all of them alike."""
    text = (reference / "golden" / "seeds.yaml").read_text(encoding="utf-8")
    printed = yaml.safe_load(text)["segmentation_keys"][f"S4_{stage.lower()}_metrics"]
    assert printed == list(STAGES[stage])
    card = preset("onboarding_and_renewal")
    position = [v.name for v in card.variants].index(stage)
    ruler = card.effective[position]
    assert sorted(m.id for m in ruler.active) == sorted(STAGES[stage].values())
    assert len({m.weight for m in ruler.active}) == 1
