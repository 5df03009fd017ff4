"""Take up again the jobs of a worker that was killed; without this they would wait for ever as “doing”."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True, retry=RetryStrategy(max_attempts=3))
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> int:
    """Put every job whose worker has stopped giving signs of life back in the queue; return how many there were."""
    manager = context.app.job_manager
    stalled = list(await manager.get_stalled_jobs())
    for job in stalled:
        await manager.retry_job(job)
    return len(stalled)
