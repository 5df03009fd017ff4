"""The published contract: Open Referral UK 3.0, with the filters of HSDS 3.0 beside those of the profile."""

from ninja import NinjaAPI

from tideturn.interfaces.api.contract import Contract, PlainJson
from tideturn.interfaces.api.open_referral.endpoints import router
from tideturn.interfaces.api.refusals import CONTRACT_OF_HELP, add_refusals

DESCRIPTION = (
    "Where help is for people who use drugs or alcohol and for those who care about them, in Open Referral UK 3.0. "
    "Anyone may read; nothing can be written. Filters that are given must all hold."
)

api: NinjaAPI = Contract(
    title="The directory of help",
    version="3.0",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="open-referral",
    renderer=PlainJson(),
)
add_refusals(api, contract=CONTRACT_OF_HELP)
api.add_router("", router)
