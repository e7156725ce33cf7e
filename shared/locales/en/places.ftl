# The pages of offices, providers, groups and the practice.

offices = Offices
add-office = + Add Office
new-office = New Office
edit-office = Edit Office
create-office = + Create new office
save-office = Save office
offices-no-right = You cannot change offices
office-section = Office
office-people = People
office-closed = Closed
office-close = Close
office-reopen = Reopen
office-close-title = Close { $name }?
office-close-words = A closed office stays in the list and can be reopened. Nobody can be given to it meanwhile.
office-providers-named = { $count ->
    [one] A provider works here: { $names }.
   *[other] { $count } providers work here: { $names }.
}
office-people-named = { $count ->
    [one] Somebody is restricted to this office: { $names }.
   *[other] { $count } people are restricted to this office: { $names }.
}

add-provider = + Add Provider
new-provider = New Provider
edit-provider = Edit Provider
create-provider = Create new provider
save-provider = Save provider
providers-no-right = You cannot change providers
provider-section = Provider
provider-no-login = No login
provider-archived = Archived
provider-deactivate-words = Nobody can be given to this provider meanwhile. Reactivate brings them back.
provider-people-named = { $count ->
    [one] One account works in this provider’s name: { $names }.
   *[other] { $count } accounts work in this provider’s name: { $names }.
}
provider-login = Login
provider-login-none = This provider cannot sign in. With a login they sign notes in their own name; it takes none of the plan’s staff accounts.
add-provider-login = + Add login
new-provider-login = New Provider Login
create-provider-login = + Create new login
edit-provider-login = Edit Provider Login
save-provider-login = Save login

groups = Groups
add-group = + Add Group
new-group = New Group
edit-group = Edit Group
create-group = + Create new group
save-group = Save group
groups-no-right = You cannot change groups
group-section = Group
group-name = Group name
group-members = Members
group-members-hint = At most { $max } people. A group gives no rights.
group-members-hint-of-offices = At most { $max } people, those of other offices included. You see and change only those of yours.
group-archive = Archive
group-archive-title = Archive { $name }?
group-archive-words = An archived group stays in the list with its members and can be brought back. Its name is free meanwhile.
members-find = Find people to add
members-count = { $count ->
    [0] Nobody is in it yet.
    [one] One person is in it.
   *[other] { $count } people are in it.
}
members-more = { $count ->
    [one] One more matches. Type more of the name.
   *[other] { $count } more match. Type more of the name.
}
members-none-found = Nobody matches.
member-add = Add { $name }
member-remove = Remove { $name }

practice-settings = Practice
practice-no-right = You cannot change the practice
policies-no-right = The policies are changed by somebody with Manage Permissions
save-practice = Save practice
plan-where = The plan is changed at the server’s console, with lanyard plan set.
section-passwords = Passwords
section-two-factor = Second factor
section-devices = Devices
section-addresses = Addresses
policy-password-hint = In characters.
policy-password-age-hint = 0 for never, or 30 to 730. Whoever has an older one is asked for another when they sign in.
policy-password-remembered-hint = 0 for none, or 1 to 24. The one in use counts among them.
policy-first-password-long = Ask for a new password at first sign-in
policy-two-factor-long = Of whom a second factor is asked
policy-idle-hint = 5 to 60.
policy-offline-hint = 1 to 90. After that a copy on a device opens only with the server.
policy-email-domains-hint = One in each line; empty for any. Addresses that people have already stay as they are.
first-password-require-more = Before anything else.
first-password-ask-more = It may be put off.
first-password-off-more = The password that the administrator chose stays good.
two-factor-of-guarded-more = Manage Accounts, Manage Permissions and the like.
two-factor-of-all-more = Everybody enrols at the next sign-in.
two-factor-of-nobody-more = An administrator can still ask it of one person.

# All of them
hanging-refused = Change that first: as long as it is so, the server refuses this edit and it waits for you under Needs attention.
record-stored = The change is on this device and will be sent.
records-none = Nothing here yet
record-missing = This is not in the copy on this device
record-missing-why = It may have been removed, or you may not see it.
to-list = To the list
