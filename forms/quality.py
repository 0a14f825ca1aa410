"""What a department says about an indicator that is done or not done (定性完成)."""

from forms.measure import DONE_SO_FAR, PROBLEMS, PROGRESS, REASON, STATE
from model.domain.forms import Form

FORM = Form(
    id="quality",
    title="定性指标",
    sections={"进展": (STATE, PROGRESS), "说明": (DONE_SO_FAR, PROBLEMS, REASON)},
)
