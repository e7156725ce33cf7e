# What went wrong and what to do about it. Keys stand in answers, verdicts and the audit log.

problem-invalid = Some fields need another look.
problem-malformed = The request could not be read. Reload the page and try again.
problem-too-large = That is more than the server accepts at once.
problem-signed-out = You are not signed in. Sign in to go on.
problem-wrong-credentials = Username or password is not right. Check both and try again.
problem-wrong-account = Another account is signed in on this browser. Sign in with yours to go on; nothing was changed.
problem-forbidden = You do not have the permission for this. It takes { $permission }; somebody with Manage Permissions can give it.
problem-password-change-required = Choose a password of your own first.
problem-enrolment-required = Set up your second factor first.
problem-not-found = There is nothing at this address.
problem-method = This address does not take such requests.
problem-cloned-device = This browser's data was copied from another one. It takes a new name and sends again.
problem-sequence-gap = The queue on this device and the server's count differ. The device numbers its queue anew.
problem-epoch-changed = The server was put back from a backup. This device looks again and sends its queue anew.
problem-reload = This page and the server are of different versions. Reload the page.
problem-too-many = Too many tries. Wait a moment and try again.
problem-unavailable = The server cannot answer now. Try again in a minute.
problem-internal = Something failed on our side. Nothing was changed. If it happens again, tell whoever runs the server this number: { $request }.
problem-content-type = The request must be sent as application/json.
problem-cross-site = The request came from another site and was not accepted.

# Links
link-mangled = This link is not complete. Copy the whole address from the mail, or ask for a new one.
link-expired = This link has expired.
link-used = This link has been used already.
link-superseded = A newer link has been sent. Use the newest one; this one no longer works.
link-helps-nobody = No link can help this person: the account is locked, deactivated or removed.
link-account-closed = The account this link belongs to is no longer active. Ask your administrator.

# Why signing in was refused; said only after the right password
sign-in-pending = Your account is not activated yet. Open the activation link from your mail first.
sign-in-expired = Your account is not activated yet, and its activation link has expired. “Forgot password?” sends a new one to your e-mail address; or ask your administrator.
sign-in-locked = Your account is locked. Ask your administrator.
sign-in-deactivated = Your account has been deactivated. Ask your administrator.
sign-in-not-started = Your account starts later. You can sign in from its first day on.

sign-in-code-needed = The password is right. Now type the code that your authenticator app shows.
code-wrong = This code is not right, or it was used already. Type the one that the app shows now, or a recovery code.
two-factor-not-begun = Begin anew: the secret for your app is not there any more.
pins-own-password-first = Somebody else chose your password. Choose one of your own first, then you can see PINs.
session-gone = This session has ended already.

# Opening a locked screen
pin-wrong = This is not your App Unlock PIN.
unlock-password-needed = The App Unlock PIN does not open this screen now. Type your password.
unlock-pin-needs-server = The server cannot be reached, and without it a PIN opens this screen only after it was right on this page once. Type your password.
unlock-device-cannot = The server cannot be reached, and without it this device cannot check your password. Connect it and try again.

# Mails
mail-needless = Sending this mail again helps nobody: what its link was for is done, or the link has ended.

# Fields
field-required = Fill in this field.
field-too-long = Use at most { $max } characters.
field-control-characters = This contains characters that cannot be shown. Type it again.
email-invalid = This is not an e-mail address. It should look like name@example.org.
email-taken = This e-mail address belongs to another account. Use another one.
email-same = This is the address that the account has already.
email-update-off = Your practice has switched off that you change your e-mail address yourself. Ask your administrator.
link-own = Set your own password under Staff Account Information, or have a link mailed by Forgot password.
two-factor-own = Your own second factor is in the hands of another administrator, or of the console.
email-own = Change your own address under Staff Account Information: that takes your password, and you confirm the new address by a mail.
email-of-closed = This account is closed, so nobody could confirm another address.
email-change-void = Whoever asked for this change may not do so any more. Ask your administrator.
email-too-many = You have asked for another address too often today. Try again tomorrow.
username-characters = Use only letters a–z, digits, dot, underscore and hyphen.
username-length = Use { $min } to { $max } characters.
username-taken = This username is taken. Choose another one.
phone-invalid = This is not a telephone number. Type all ten digits, like (212) 555-0147.
npi-invalid = This is not an NPI. It has ten digits, begins with 1 or 2, and its last digit is a check digit.
ncsbn-invalid = This is not an NCSBN ID. It has eight digits.
snomed-invalid = This is not a SNOMED CT code. Its last digit is a check digit; compare each one.
pin-shape = Type four digits.
pin-trivial = This PIN is among the first that strangers try. Choose another one.
pin-unreadable = The sealed PIN cannot be opened any more. Please type it again.
public-url-invalid = This is not an address. It should look like https://desk.example.org, without a path.
time-zone-invalid = Choose a time zone from the list.
password-short = Use at least { $min } characters. A few words in a row are easy to remember.
password-long = Use at most { $max } characters.
password-common = This password is on the lists that attackers try first. Choose another one.
password-context = The password contains your name, address or practice. Choose another one.
password-mismatch = The two passwords differ. Type the same one twice.
password-same = This is the password you have. Choose a new one.
password-current-wrong = This is not your present password.
password-unreadable = The sealed password cannot be opened any more. Please type it again.
secret-of-stronger = This role has { $permission }, which you do not have. So its owner chooses this, and nobody else knows it.
provider-unknown = This provider is not there any more. Choose another one.
provider-inactive = This provider is archived. Choose another one.
role-unknown = This role is not there any more. Choose another one.
role-out-of-reach = This role has { $permission }, which you do not have. Ask somebody with Manage Permissions.
offices-none = Choose at least one office, or switch the restriction off.
ends-in-the-past = The last day of this account is over. Change it first.
day-unfinished = This day is not complete. Type or pick day, month and year, or clear the field.
ends-before-start = The last day is before the first one.
password-used = { $count ->
    [one] This is the password that you have. Choose another one.
   *[other] This is one of your last { $count } passwords. Choose another one.
}
policy-age = 0 for never, or { $min } to { $max } days.
policy-remembered = 0 for none, or { $min } to { $max }.
seats-full = The plan has { $max } staff accounts and all are taken. Deactivate one, or change the plan.
account-exists = This account was made already.
account-stronger = This person holds { $permission }, which you do not have. Ask somebody who has it.
account-removed = This person was removed for good. Undo that first.
account-erased = This person was removed for good, and nothing of them is left.
remove-pending = This account waits for its activation. Deactivate it first, then it can be removed for good.
remove-active = This account is active. Deactivate it first, then it can be removed for good.
remove-locked = This account is locked. Deactivate it first, then it can be removed for good.
remove-removed = This person was removed for good already.
remove-own = Nobody removes their own account. Ask another administrator.
reactivated-already = Somebody else has brought this account back already, with the address { $email }. Change Email gives it another one.
lock-own = Nobody locks their own account. Ask another administrator.
lock-pending = This account waits for its activation, so nobody signs in with it. Deactivate it where it is not to be used.
unlock-deactivated = This account has been deactivated meanwhile. Reactivate brings it back.
removal-none = This account is not removed, so there is nothing to undo.
removal-over = The 30 days in which this could be undone are over.
removal-email-taken = Another account has got the e-mail address { $email } meanwhile. Give that one another address first.
record-gone = This is not there any more.
record-exists = This was made already.
provider-in-use = { $count ->
    [one] One account works in this provider’s name. Give it another primary provider first; deactivate it, if it is the provider’s own login.
   *[other] { $count } accounts work in this provider’s name. Give them another primary provider first; deactivate the provider’s own login.
}
provider-has-login = This provider has a login already. Change that one, or reactivate it.
provider-login-role = A provider signs in with the role Provider.
provider-login-fixed = A provider signs in in their own name.
office-unknown = One of these offices is not there any more. Choose again.
office-inactive = One of these offices is archived. Choose again.
office-in-use = { $count ->
    [one] A provider works in this office. Change that first.
   *[other] { $count } providers work in this office. Change that first.
}
office-has-people = { $count ->
    [one] Somebody is restricted to this office. Change that first.
   *[other] { $count } people are restricted to this office. Change that first.
}
account-out-of-reach = This person works in offices that are not yours. Ask somebody who is not restricted to offices.
offices-out-of-reach = You can give people your own offices only, and not all offices.
role-system = System roles cannot be changed or deleted. Make a copy and change that.
role-in-use = { $count ->
    [one] Somebody has this role. Give them another one first.
   *[other] { $count } people have this role. Give them another one first.
}
group-name-taken = Another group has this name. Choose another one.
group-too-many = A group has at most { $max } members.
member-unknown = One of these people is not there any more, or you may not see them. Choose again.
role-name-taken = Another role has this name. Choose another one.
last-manager = After this nobody who can sign in would hold { $permission }. Give it to somebody else first.
own-rights = Nobody gives { $permission } to themselves. Ask somebody else with Manage Permissions.
policy-password-lengths = Passwords need at least { $min } and at most { $max } characters, and the shortest cannot be longer than the longest.
policy-offline = Allow { $min } to { $max } days.
policy-domains-many = At most { $max } domains.
email-domain-invalid = { $domain } is not a domain. It should look like clinic.example.org.
email-domain = Addresses here are of { $domains }.
policy-idle = Lock the screen after { $min } to { $max } minutes.

# Why an intent could not be read
intent-unknown = The server does not know how to do this. Reload the page; if it stays, the server is older than the page.
intent-malformed = The edit could not be read. Open it, look it over and send it again.
intent-long-decided = This edit was refused more than 30 days ago, and why is no longer known. Look whether it is still wanted, and make it anew if so.
intent-id-reused = Another edit has been sent under this number. Open it, look it over and send it again.
