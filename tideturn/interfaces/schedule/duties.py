"""What the worker does every second; a new duty is one line here.

A duty stands in no queue and hangs on no timetable: what is due is looked up again each time, so that nothing is missed
by a worker that was away. Jobs with a rhythm of hours are in `tasks.py`.
"""

from tideturn.engines.directory.actions import digesting, reminding
from tideturn.engines.pathways import raising
from tideturn.engines.plans.actions import clearing
from tideturn.engines.plans.actions import digesting as plans_digesting
from tideturn.foundations.audit.witness import witness_heads
from tideturn.foundations.delivery.sending import send_due
from tideturn.foundations.delivery.working import Duty
from tideturn.interfaces.joint import failed_sign_ins
from tideturn.interfaces.joint.watching import look_over

DUTIES = (
    Duty("clocks", raising.raise_due, full=raising.BATCH),
    Duty("warnings", raising.warn_due, full=raising.BATCH),
    # When a worker starts, as it does with a mended pack, and then every hour.
    Duty("clocks given up", raising.try_given_up, every=3600.0),
    Duty("messages", send_due, full=50),
    Duty("sign-ins", failed_sign_ins.write_down, full=failed_sign_ins.AT_ONCE),
    Duty("witness", witness_heads, every=15.0),
    Duty("readings", look_over, every=30.0),
    Duty("directory", reminding.keep_up, every=60.0, full=reminding.BATCH),
    Duty("reports", digesting.tell, every=600.0),
    Duty("register", plans_digesting.tell, every=3600.0),
    Duty("files", clearing.clear_away, every=3600.0, full=clearing.AT_ONCE),
)
