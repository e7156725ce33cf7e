# The staff pages.

staff = Staff
providers = Providers
tab-staff = Staff
tab-providers = Providers
tab-groups = Groups
add-staff-member = + Add Staff Member
show-inactive = Show inactive
staff-search = Search by name, login or email
clear-search = Clear search
staff-count = { $count ->
    [0] Nobody in the list
    [one] One person in the list
   *[other] { $count } people in the list
}

# The table
staff-login = Login
staff-name = Name
staff-email = Email
staff-provider = Primary Provider
staff-cell = Cell
staff-home = Home
staff-emergency = Emer Acs
staff-two-factor = 2-Fac Sec*
staff-two-factor-note = * Inactive until the member has enrolled.
staff-state = State
staff-acts = Actions
edit = Edit
copy-person = Copy
delete = Delete
reactivate = Reactivate
two-factor-inactive = Inactive
two-factor-setup = Setup
two-factor-waits = Required; waits for the member
two-factor-enrolled = Enrolled
emergency-held = Emergency access is held now
row-on-this-device = On this device
row-sent = Sent
row-attention = Needs attention
not-in-force = Not in force until sent

# Selecting and finding
select-list = Select everybody in the list
select-person = Select { $name }
filter-role = Role
filter-provider = Primary Provider
filter-office = Office
filter-group = Group
filter-state = State
filter-any = Any
filter-group-label = Filters
filters-clear = Clear filters
sort-by = Sort by
sort-default = Name, new edits first
sort-turn = Reverse order
selected = { $count ->
    [one] One person selected
   *[other] { $count } people selected
}
selected-acts = For those selected
select-all = Select all { $count }
select-none = Select nobody
bulk-deactivate = Deactivate
bulk-role = Set role
bulk-add = Add to group
bulk-remove = Remove from group
bulk-resend = Resend activation
bulk-deactivate-title = Deactivate those selected?
bulk-role-title = Set the role of those selected
bulk-add-title = Add those selected to a group
bulk-remove-title = Remove those selected from a group
bulk-resend-title = Resend the activation of those selected?
bulk-reaches = { $count ->
    [0] It reaches nobody.
    [one] It reaches one person:
   *[other] It reaches { $count } people:
}
bulk-skips = { $count ->
    [one] One person is left out:
   *[other] { $count } people are left out:
}
bulk-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
bulk-skipped = { $name }: { $reason }
bulk-stored = { $count ->
    [one] One edit is on this device and will be sent.
   *[other] { $count } edits are on this device and will be sent.
}
bulk-stored-held-back = { $count ->
    [one] One edit is on this device and will be sent. What it takes away is not in force until sent.
   *[other] { $count } edits are on this device and will be sent. What they take away is not in force until sent.
}
skip-self = This is you.
skip-stronger = Holds { $permission }, which you do not have.
skip-offices = Works in offices that are not yours.
skip-left = Is not active any more.
skip-refused = Waits under Needs attention.
skip-role = Has this role already.
skip-in-group = Is in it already.
skip-not-in-group = Is not in it.
skip-activated = Is activated already.
skip-not-sent = Is not sent to the server yet.
skip-link-waits = A new link is asked for already.

# Seats
seats = { $used } of { $max } staff accounts used ({ $pending } not yet activated), { $free } free.
seats-none-left = All { $max } staff accounts of the plan are taken
seats-none-left-more = You can fill the form in. Unless an account is deactivated or the plan grows before it is sent, the server will refuse it and it waits for you under Needs attention.

# When the list is empty
staff-none = No staff yet
staff-none-how = Add the people who work on behalf of your providers. Each gets a mail to activate their account.
staff-none-found = Nobody matches
staff-none-found-why = Check the spelling, or show inactive people as well.
staff-no-right = You cannot see or change staff accounts

# Providers
provider-npi = NPI
provider-specialty = Specialty
provider-offices = Offices

# The form
new-staff = New Office Staff
new-staff-note = The account must be activated before its owner can sign in
new-staff-note-more = A mail with an activation link goes to the e-mail address once the account is created. The link is valid for 3 days.
links-local = Links open only on the server’s own computer
links-local-more = The practice’s public address is a loopback address, so an activation link works on no other computer.
section-person = Person
section-care-team = Care team
section-sign-in = Sign-in
care-team-role-hint = Optional: what patients’ charts call this person. Type a part of the name.
care-team-code = SNOMED CT code
care-team-code-hint = This occupation is not in the list, so it needs its code.
care-team-kind = Kind of identifier
ncsbn-id = NCSBN ID
snomed-notice = This material includes SNOMED Clinical Terms® (SNOMED CT®), which is used by permission of the International Health Terminology Standards Development Organisation (IHTSDO), trading as SNOMED International. All rights reserved. SNOMED CT® was originally created by the College of American Pathologists. “SNOMED” and “SNOMED CT” are registered trademarks of SNOMED International.
section-phones = Phones
section-work = Offices and days
restrict-offices-hint = Off: all offices. On: this person sees and acts in the chosen ones only.
starts-on-hint = Optional. Before this day there is no signing in.
ends-on-hint = Optional. When this day is over, the account is deactivated.
section-options = Options
new-dashboard-hint = On: signing in leads to the Dashboard. Off: to Staff Account Information.
new-dashboard-forced = Always on for this role: it does not have { $permission }.
email-update-hint = This person may change their own e-mail address.
role-barred = needs { $permission }
create-staff = + Create new staff account
member-chooses = Let the staff member choose
member-chooses-provider = Let the provider choose
member-chooses-hint = The activation page then asks for a password, and nobody else knows it.
copy-must-choose = Whoever gets a copied account chooses the password themselves.
member-must-choose = This role has { $permission }, which you do not have. So the member chooses password and PIN.
password-kept = Kept as you typed it, sealed so that only the server can open it.
password-retype = Type a new one
staff-stored = { $name } is on this device and will be sent.
staff-stored-held-back = { $name } is on this device and will be sent. What the edit takes away is not in force until sent.

# Changing an account
edit-staff = Edit Office Staff
save-staff = Save staff account
edit-nothing = Nothing is different from what the practice holds, so there is nothing to save.
edit-staff-gone = This person is not in the copy on this device
edit-staff-gone-why = The account may have been removed, or you may not see it.
draft-kept = What you had typed is back
draft-kept-more = This form was left before it was saved. A password and a PIN are never kept: type them again.
draft-anew = Begin anew
edit-waits = An earlier edit of this person needs attention
edit-waits-show = Show it
changed-meanwhile = Changed by somebody else while this form was open: { $fields }
changed-meanwhile-more = What you typed is kept. Only the fields that you change are sent.

# Deactivating
deactivate = Deactivate
deactivate-title = Deactivate { $name }?
deactivate-words = Sign-in ends at once. The username and the e-mail address stay taken.
deactivate-back = The row moves under Show inactive, where Reactivate brings it back.
deactivate-offline = This device is offline. It is not in force until sent: until then, they can still sign in.
reactivate-title = Reactivate { $name }?
reactivate-words = They can sign in again, as soon as the practice’s server has heard of it.
reactivate-email-hint = Optional: with another address the account waits for its activation again. A link goes there, and a new password is chosen by it.
lock-account = Lock
lock-account-title = Lock { $name }?
lock-account-words = For a while nobody signs in with this account. Who is signed in with it is signed out, and links that were sent for it end.
lock-account-keeps = Password, seat and everything else stay. Unlock ends it.
unlock-account = Unlock
unlock-account-title = Unlock { $name }?
unlock-account-words = They sign in again with the password that they have, as soon as the practice’s server has heard of it.
leaving-groups = { $count ->
    [one] Is in a group: { $names }.
   *[other] Is in { $count } groups: { $names }.
}
leaving-people = { $count ->
    [one] Somebody works on behalf of them: { $names }. Choose another primary provider there.
   *[other] { $count } people work on behalf of them: { $names }. Choose another primary provider there.
}
leaving-report = Gets the daily billing report.
bulk-deactivate-back = The rows move under Show inactive, where Reactivate brings them back.
bulk-leaving-groups = { $count ->
    [one] Some of them are in a group: { $names }.
   *[other] Some of them are in { $count } groups: { $names }.
}
bulk-leaving-reports = { $count ->
    [one] One of them gets the daily billing report.
   *[other] { $count } of them get the daily billing report.
}
leaving-stays = Nothing of this passes to somebody else by itself.
successor = Successor
successor-none = Nobody
person-find = Find somebody
person-choose = Choose { $name }
person-not = Not { $name }
successor-words = A successor comes into the groups, and gets the report where their role may see it.

# Removing for good
remove = Remove for good…
remove-title = Remove { $name } for good?
remove-words = For 30 days this can be undone: the row stays under Show inactive, with Undo removal.
remove-erases = After that everything about the person is erased: names, email address, phones, care team, offices, groups, PINs and how they signed in. Nobody can bring it back.
remove-frees = The email address is free for somebody else at once. The username stays taken, unless the account was never activated: then it is free after the 30 days.
remove-keeps = What was done with the account stays written down, under “Removed person”.
remove-offline = This device is offline. Removing somebody for good needs the server: come back when the connection is there.
remove-confirm = Remove for good
remove-done = { $name } is removed. For 30 days that can be undone.
removal-undo = Undo removal
removal-undone = { $name } is back under those deactivated.
removed-title = { $name } was removed for good

# Mending
mend-staff = Edit and resend
mend-gone = This edit is not waiting any more
mend-gone-why = It was sent again or discarded, perhaps in another tab.

# The Dashboard
dashboard-duties = To look after
dashboard-duties-none = Nobody’s account needs a hand now.
dashboard-duties-more = { $count ->
    [one] One more person is in the list of staff
   *[other] { $count } more people are in the list of staff
}
dashboard-to-staff = To the list of staff
dashboard-edits = Your edits
dashboard-unsent = { $count ->
    [0] Everything you saved has arrived at the server.
    [one] One edit waits on this device to be sent.
   *[other] { $count } edits wait on this device to be sent.
}
dashboard-attention = { $count ->
    [one] One edit needs your attention
   *[other] { $count } edits need your attention
}
dashboard-to-sync = How far your edits have come
duty-locked = Locked: nobody can sign in with this account.
duty-link-ended = Not yet activated, and the link has ended: send a new one.
duty-mail-given-up = The activation mail could not be sent: check the address, and send it again.
duty-link-ends = Not yet activated: { $left } until the link ends.
duty-last-day = The last day is over on { $time }.
duty-last-day-over = The last day was over on { $time }: the account is deactivated.
