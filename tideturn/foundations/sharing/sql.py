"""The one place that decides who may see what: `sharing_ground`, in SQL, asked by every policy.

The functions belong to the owner of the tables, whom row security binds too. They see the rows they decide by through
a policy of the owner's own, which holds only between their first and last line; the other policies are silent there,
as they would ask the same function again.
"""

from django.conf import settings

DECIDING = "coalesce(pg_catalog.current_setting('tideturn.deciding', true), '') = 'on'"

# Places in this list are the ranks in the question below.
GROUNDS = ("holder", "referral", "meeting", "agreement", "consent", "break-glass")

_RANK_OF_PART = """
    case
        when part.capacity = 'holder' and coalesce(acting_purpose(), subject.purpose) = subject.purpose then 1
        when part.capacity = 'holder' or acting_purpose() is distinct from subject.purpose then null
        when exists (
            select from public.sharing_wish wish
            where wish.person = subject.about and wish.stance = 'objects' and wish.withdrawn_at is null
                and wish.purpose in ('', subject.purpose)
                and (wish.recipient_id is null or wish.recipient_id = part.agency_id)
                and wish.since <= statement_timestamp()
                and (wish.until is null or wish.until > statement_timestamp())
        ) then null
        when part.agency_id = subject.holder_agency_id or exists (
            select from public.sharing_agreement agreement
            where agreement.parties @> array[part.agency_id, subject.holder_agency_id]
                and subject.purpose = any (agreement.purposes)
                and (agreement.categories = '{{}}' or subject.kind = any (agreement.categories))
                and (agreement.areas = '{{}}' or agreement.areas && subject.areas)
                and {today} >= agreement.starts_on
                and (agreement.ends_on is null or {today} <= agreement.ends_on)
                and (agreement.ended_at is null or agreement.ended_at > statement_timestamp())
                and not exists (
                    select from unnest(agreement.parties) as party where not exists (
                        select from public.sharing_agreementsignature signature
                        where signature.agreement_id = agreement.id and signature.agency_id = party
                    )
                )
        ) then case part.capacity when 'referral' then 2 when 'meeting' then 3 else 4 end
        when part.capacity = 'referral' and exists (
            select from public.sharing_wish wish
            where wish.person = subject.about and wish.stance = 'agrees' and wish.withdrawn_at is null
                and wish.purpose = subject.purpose and wish.recipient_id = part.agency_id
                and wish.since <= statement_timestamp()
                and (wish.until is null or wish.until > statement_timestamp())
        ) then 5
    end
"""

_FUNCTION = """
create function {name}(asked uuid) returns text
language plpgsql stable security definer cost 1000 set search_path = pg_catalog, public, pg_temp
as $decides$
declare
    is_on text;
    best integer;
begin
    if acting_agency() is null or asked is null then
        return null;
    end if;
    is_on := set_config('tideturn.deciding', 'on', true);
    select min({rank}) into best
    from public.sharing_subject subject join public.sharing_part part on part.subject_id = subject.id
    where subject.{column} = asked and part.agency_id = acting_agency()
        and part.since <= statement_timestamp() and (part.until is null or part.until > statement_timestamp())
        and (part.team_id is null or acting_whole_agency() or part.team_id = any (acting_teams()));
    if best is null and exists (
        select from public.sharing_breakglass glass join public.sharing_subject subject on subject.id = glass.subject_id
        where subject.{column} = asked and glass.user_id = acting_user() and glass.agency_id = acting_agency()
            and glass.began_at <= statement_timestamp() and glass.ends_at > statement_timestamp()
    ) then
        best := 6;
    end if;
    is_on := set_config('tideturn.deciding', '', true);
    return (array[{grounds}])[best];
end
$decides$
"""


def _function(name: str, column: str) -> str:
    today = f"(statement_timestamp() at time zone '{settings.TIME_ZONE}')::date"
    grounds = ", ".join(f"'{ground}'" for ground in GROUNDS)
    return _FUNCTION.format(name=name, column=column, rank=_RANK_OF_PART.format(today=today), grounds=grounds)


GROUND = _function("sharing_ground", "id")
GROUND_OF_PERSON = _function("sharing_ground_of_person", "about")

# What was signed stays as it was signed; an agreement is changed by ending it and making another.
AGREEMENT_STAYS = """
    create function sharing_agreement_stays() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $body$
    begin
        raise exception 'What was agreed stays as it was signed. End the agreement and make another.'
            using errcode = 'check_violation';
    end;
    $body$;
    create trigger sharing_agreement_stays before update on sharing_agreement for each row
        when (old.ended_at is not null
            or row (old.title, old.parties, old.purposes, old.categories, old.areas, old.starts_on, old.ends_on)
            is distinct from
            row (new.title, new.parties, new.purposes, new.categories, new.areas, new.starts_on, new.ends_on)
            or old.document <> new.document or old.made_by <> new.made_by)
        execute function sharing_agreement_stays();
    create trigger sharing_signature_stays before update or delete on sharing_agreementsignature
        for each row execute function sharing_agreement_stays();
"""
NO_AGREEMENT_STAYS = """
    drop trigger sharing_signature_stays on sharing_agreementsignature;
    drop trigger sharing_agreement_stays on sharing_agreement;
    drop function sharing_agreement_stays();
"""


def again(function: str) -> str:
    """Return the statement that puts a function in the place of the one that is there."""
    return function.replace("create function", "create or replace function", 1)


def unless_deciding(condition: str) -> str:
    """Return a condition that is not asked by the functions that decide, which it would ask in turn."""
    return f"case when {DECIDING} then false else ({condition}) end"
