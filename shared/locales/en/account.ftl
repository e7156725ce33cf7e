# Set-up, signing in, links, passwords, one's own account.

# Names of fields
name = Name
first-name = First name
last-name = Last name
email-address = Email address
username = Username
password = Password
confirm-password = Confirm Password
current-password = Current password
new-password = New password
confirm-new-password = Confirm new password
home-phone = Home phone
cell-phone = Cell phone
role = Role
primary-provider = Primary Provider
provider = Provider

# Set-up
setup-title = Set up your practice
setup-lead = This page makes your practice and the first account that can sign in. It takes a few minutes, and everything but the plan can be changed later in the program.
setup-submit = Set up the practice
setup-done = Your practice is set up. Sign in to begin.
setup-new-link = On the server, run “lanyard setup-link”. It prints a new link, which works for 24 hours, as long as nobody has been set up to sign in.
setup-link-used = This practice has been set up already.
setup-needed = This practice has not been set up yet
setup-needed-how = The link to the set-up page is on the server’s console. If it is lost, run “lanyard setup-link” there.
section-practice = Practice
practice-name = Practice name
time-zone = Time zone
plan = Plan
plan-non-invoiced = Non-invoiced
plan-asclepius = Asclepius
plan-invoiced = Invoiced
plan-seats = Up to { $max } staff accounts. Providers’ own accounts do not count.
plan-any = Any number of staff accounts.
public-address = Public address
public-address-hint = Where this program is reached from other computers. The links in its mails begin with it.
public-address-loopback = With this address, links in mails open only on the server’s own computer. Use a name that other computers can reach as soon as there is one.
section-office = First office
office-name = Office name
office-address = Office address
office-phone = Office phone
section-provider = First provider
provider-first-name = Provider’s first name
provider-last-name = Provider’s last name
npi = NPI
npi-hint = Ten digits. It can be added later.
section-admin = Your own account
who-signs-in = Who is signing in?
i-am-provider = I am this provider
i-work-for-provider = I work for this provider

# Signing in
sign-in-title = Sign in
sign-in-offline = The server cannot be reached
sign-in-copy-here = The copy on this device can still be opened. What you save there is sent when the server is back.
sign-in-no-copy = Signing in needs the server. Check the connection and try again.
open-copy = Open the copy on this device

# Links in mails
link-looking = Looking at the link…
link-renewed = A new link is on its way to the e-mail address of this account, if the account still needs one. Look at your mail.
link-works-for = This link has { $left }.
send-new-link = Send a new link
activate-title = Activate your account
activate-whose = This is the account of { $name }.
activate-username = The username is { $username }.
activate = Activate account
activated = The account is active.
activated-next = Sign in as { $username } with the password that your administrator gave you.
reset-title = Choose a new password
reset-whose = For the account { $username }.
reset-done = Your password is changed and all sessions have ended. Sign in with the new one.
set-password = Set new password

# A password of one's own
my-password-title = Choose a password of your own
my-password-demanded = Somebody else chose the password that you signed in with. Choose one that only you know to go on.
my-password-lead = The new password counts from the next sign-in on, on every device.
password-changed = Your password is changed.

# One's own account
account-information = Staff Account Information
account-not-here = Your account is not in the copy on this device
change-password = Change password
my-permissions = What I may do

# States of an account
state-pending = Inactive, not yet activated
state-mail-waiting = Mail waiting
state-expired-link = Expired link
state-active = Active
state-locked = Locked
state-not-started = Not yet started
state-starts = Starts { $time }
state-deactivated = Deactivated
state-removed = Removed
left-minutes = { $minutes } min left
left-hours = { $hours } h { $minutes } min left
left-days = { $days } d { $hours } h left
