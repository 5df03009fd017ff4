"""The addresses of the workspace. Each view wears `open_page`, `own_account` or `page`."""

from django.urls import path, re_path

from tideturn.interfaces.workspace.pages import (
    account,
    agencies,
    board,
    case,
    cases,
    contacts,
    notes,
    notices,
    nowhere,
    shared,
    sign_in,
)

urlpatterns = [
    path("", cases.my_cases, name="my-cases"),
    # The names that begin with account_ and mfa_ are those by which the library finds them.
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", sign_in.ask_for_code, name="mfa_authenticate"),
    path("sign-in/help/", account.forgotten, name="forgotten"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("sign-out/everywhere/", sign_in.sign_out_everywhere, name="sign-out-everywhere"),
    path("signed-out/", account.signed_out, name="signed-out"),
    path("account/", account.account, name="account"),
    path("account/agency/", agencies.choose, name="choose-agency"),
    path("account/password/", account.change_password, name="account_change_password"),
    path("account/second-factor/", account.set_up, name="second-factor"),
    path("account/recovery-codes/", account.recovery_codes, name="recovery-codes"),
    path("board/", board.board, name="team-board"),
    path("board/cases.csv", board.board_table, name="team-board-table"),
    path("shared/", shared.shared, name="shared-cases"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:notice_id>/seen/", notices.seen, name="notice-seen"),
    path("cases/<uuid:case_id>/", case.case, name="case"),
    path("cases/<uuid:case_id>/contact/", contacts.log_contact, name="log-contact"),
    path("cases/<uuid:case_id>/note/", notes.add_note, name="add-note"),
    path("cases/<uuid:case_id>/naloxone/", notes.naloxone_given, name="naloxone-given"),
    path("cases/<uuid:case_id>/contact-wish/", notes.contact_wish, name="contact-wish"),
    # The last: whatever else is asked below /workspace/ is told no more than that there is nothing.
    re_path(r"^.*/$", nowhere.nowhere, name="nowhere"),
]
