# Needs attention: edits that wait for a person, in the words of whoever made them.

attention = Needs attention
attention-lead = These edits are kept on this device until you decide about each. Nothing is dropped by itself.
attention-none = Nothing needs your attention
attention-none-more = When the practice cannot take an edit of yours as it is, it waits here for you.
to-attention = Go to the list

# What an edit is
edit-set-fields = Edit of { $name }: { $fields }
edit-staff-create = New staff account: { $name }
edit-set-pin = New App Unlock PIN for { $name }
edit-send-activation = New activation link for { $name }
edit-send-reset = Link to set a new password for { $name }
edit-deactivate = Deactivate { $name }
edit-reactivate = Reactivate { $name }
edit-reactivate-at = Reactivate { $name } with the address { $email }
edit-lock = Lock { $name }
edit-unlock = Unlock { $name }
edit-new-role = New role: { $name }
edit-new-office = New office: { $name }
edit-new-provider = New provider: { $name }
edit-new-group = New group: { $name }
edit-role-delete = Delete role { $name }
edit-gone = something that is not there any more
edit-unread = An edit by another version of this page. Reload to see it.

# Names of fields
field-in-use = In use
field-archived = Archived
care-team-role = Care Team Role
care-team-identifier = Care Team Identifier
daily-report = Send daily billing report?
restrict-offices = Restrict offices?
new-dashboard = Use new dashboard?
email-update = Enable Email Update
starts-on = Starts on
ends-on = Ends on
role-name = Role name
role-description = Description
role-permissions = Permissions
practice-policies = Policies
policy-password-min = Shortest password
policy-password-max = Longest password
policy-password-age = Passwords are changed every (days)
policy-password-remembered = Not one of the last (passwords)
policy-two-factor = Second factor
policy-idle-minutes = Lock the screen after (minutes)
policy-offline-days = Use without contact (days)
policy-email-domains = Email domains
policy-first-password = New password at first sign-in

# Values
yes = Yes
no = No
value-gone = Not there any more
value-other = Another value
value-unchanged = No change
value-added = Added: { $value }
value-removed = Removed: { $value }
two-factor-of-nobody = Of nobody else
two-factor-of-guarded = Of those with a guarded permission
two-factor-of-all = Of everybody
first-password-ask = Asked for
first-password-require = Required
first-password-off = Not asked for
change-of = { $field }:
change-arrow = →
change-to = becomes

# One item
item-made = { $later ->
    [0] Made { $time }
    [one] Made { $time } · one later edit goes with it
   *[other] Made { $time } · { $later } later edits go with it
}
item-beside = In the same edit, and waiting with it:
item-behind = Waiting behind it:

# Why it waits
refused-conflict = The same thing was changed elsewhere before this edit arrived. That change is in force; yours is kept here.
refused-rejected = This cannot be done as it is:
refused-held = It builds on another edit that did not go through.
refused-undone = It was accepted, and then the server was put back from an older backup, which does not have it.

# The table of a conflict
conflict-field = Field
conflict-was = Before
conflict-mine = Yours
conflict-theirs = Theirs
conflict-who = Changed by
who-yourself = You, on another device
who-unknown = Not known
who-gone = Somebody you cannot see

# What to do
use-mine = Use mine
use-theirs = Use theirs
use-theirs-drops = { $later ->
    [0] Use theirs drops your change of { $fields }.
   *[other] Use theirs drops your change of { $fields }, and what waits behind it.
}
mend = Edit and resend
send-again = Send again
discard = Discard
decided-send = The edit is on this device and will be sent.
decided-theirs = Your change is dropped. Theirs stays.
discarded = The edit is discarded.
discard-title = Discard this edit?
discard-words = It is dropped for good. The practice stays as it is now.
discard-words-new = What you typed is dropped for good, and nothing new is made.
discard-words-later = { $count ->
    [one] One later edit that goes with it is dropped too.
   *[other] { $count } later edits that go with it are dropped too.
}

# After a restore
undone = Undone by a restore
undone-what = The server was put back from an older backup. These edits had been accepted and are gone.
undone-together = { $count ->
    [one] One of them can be sent again with one click.
   *[other] { $count } of them can be sent again with one click.
}
undone-alone = { $count ->
    [one] One needs a look of its own: it makes something new, changes how somebody signs in, or gives somebody rights.
   *[other] { $count } need a look of their own: they make something new, change how somebody signs in, or give somebody rights.
}
send-these-again = Send these again
