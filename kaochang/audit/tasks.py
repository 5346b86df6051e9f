from uuid import UUID

from kaochang.audit import checks
from kaochang.core.jobs import job


@job(checks.JOB, attempts=1)
def verify_trail(check_id: str) -> None:
    checks.run_check(UUID(check_id))
