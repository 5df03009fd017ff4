"""The guards of the tables of cases, as their migration makes them."""

from django.db.migrations import RunSQL

# The journal and what was reported are only ever added to; a receipt is filled once, in the transaction that made it.
ROWS_STAY = RunSQL(
    """
    create function pathways_rows_stay() returns trigger language plpgsql as $body$
        begin
            raise exception 'The journal of a case is only added to. Withdraw an entry with another instead.'
                using errcode = 'check_violation';
        end;
    $body$;
    create trigger pathways_entry_stays before update or delete on pathways_entry
        for each statement execute function pathways_rows_stay();
    create trigger pathways_entry_is_not_emptied before truncate on pathways_entry
        for each statement execute function pathways_rows_stay();
    create trigger pathways_receipt_is_not_removed before delete on pathways_receipt
        for each statement execute function pathways_rows_stay();
    create trigger pathways_receipt_stays before update on pathways_receipt
        for each row when (old.answer <> '' or old.id <> new.id or old.agency <> new.agency
            or old.idempotency_key <> new.idempotency_key or old.body_digest <> new.body_digest)
        execute function pathways_rows_stay();
    """,
    """
    drop trigger pathways_receipt_stays on pathways_receipt;
    drop trigger pathways_receipt_is_not_removed on pathways_receipt;
    drop trigger pathways_entry_is_not_emptied on pathways_entry;
    drop trigger pathways_entry_stays on pathways_entry;
    drop function pathways_rows_stay();
    """,
)
