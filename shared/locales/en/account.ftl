# Set-up, signing in, links, passwords, one's own account.

# Names of fields
name = Name
first-name = First name
last-name = Last name
email-address = Email address
email-address-kept = Email Address
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

sign-in-code = Code
sign-in-code-hint = Six digits from your authenticator app, or one of your recovery codes.

# A locked screen
lock-now = Lock now
lock-title = This screen is locked
lock-lead = Show that it is you to go on.
lock-use-password = Use the password
lock-back = Back to the locked screen
lock-session-over = Your session has ended. Sign in again; what was open is still here.
lock-other-account = Another account is signed in on this browser. Sign in with yours to go on; nothing was sent meanwhile.
unlock = Unlock
switch-user = Switch user
switch-user-lead = A colleague can sign in here. What you saved waits on this device, is shown to nobody else, and goes on when you sign in again. What you typed in this tab and did not save is lost when they sign in.

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
activate-choose = Choose the password that you sign in with. Nobody else gets to know it.
activated-own = Sign in as { $username } with the password that you have just chosen.
reset-title = Choose a new password
reset-whose = For the account { $username }.
reset-done = Your password is changed and all sessions have ended. Sign in with the new one.
set-password = Set new password

# A password of one's own
my-password-title = Choose a password of your own
my-password-demanded = Somebody else chose the password that you signed in with. Choose one that only you know to go on.
my-password-expired = Here passwords are changed every { $days } days, and yours is older. Choose another one to go on.
my-password-asked = Somebody else chose the password that you signed in with, and may know it. Choose one that only you know, now or another time.
not-now = Not now
my-password-lead = The new password counts from the next sign-in on, on every device.
password-changed = Your password is changed.

# One's own account
account-information = Staff Account Information
account-not-here = Your account is not in the copy on this device
change-password = Change password
my-permissions = What I may do
my-offices = Offices
all-offices = All offices
on-behalf-of = On behalf of
permission-on-behalf = { $description } On behalf of { $provider }.

# PINs
pins = PINs
pins-words = The App Unlock PIN opens the practice’s companion apps. The Support PIN proves to the help desk on the telephone who somebody is; it is replaced after each successful check.
app-unlock-pin = App Unlock PIN
app-unlock-pin-hint = Four digits. Not 0000, 1234, a year or a repeat.
app-unlock-pin-kept = The PIN is kept as you typed it, sealed so that only the server can open it. Type here to set another one.
support-pin = Support PIN
pins-view = View
pins-hide = Hide
pins-view-title = View PINs
pin-set = Set a new App Unlock PIN
pin-set-title = New App Unlock PIN
pin-save = Save PIN
pin-type-another = Type another PIN
pin-stored = The new PIN is on this device and will be sent.
own-password = Your own password
own-password-words = Type your own password. That somebody has looked is written down.
support-pin-check = Check Support PIN
support-pin-lead = Somebody is on the telephone: ask for their username and Support PIN. A right PIN works once, a new one takes its place.
support-pin-ask = Check
support-pin-right = Yes, this PIN is right
support-pin-right-words = The PIN has been replaced. Next time they tell you the new one.
support-pin-wrong = No, this is not right
support-pin-wrong-words = Username or PIN is wrong. After five wrong PINs in a row a new one takes its place, which its owner finds under Staff Account Information.

# The second factor
two-factor = Second factor
two-factor-requested = Asked for; the member sets it up at the next sign-in
two-factor-set-up = Set up a second factor
two-factor-anew = Set it up anew
two-factor-demanded = Your practice asks for a second factor. Set it up to go on: from now on you sign in with your password and a code of an app on your telephone.
two-factor-lead = You then sign in with your password and a code of an app on your telephone.
two-factor-code-needed = You have an authenticator app set up. Show that you have it: type the code that it shows now.
two-factor-go-on = Go on
two-factor-scan = Open an authenticator app on your telephone and scan this code.
two-factor-qr = QR code for the authenticator app
two-factor-type = Or type this secret into the app:
two-factor-code = Code that the app shows
two-factor-confirm = Confirm
two-factor-done = Your second factor is set up
recovery-codes = Recovery codes
recovery-codes-words = Each of these works once in place of a code when your telephone is not at hand. Print them or write them down now: they are not shown again.
recovery-codes-kept = I have kept them
two-factor-require = Ask for a second factor
two-factor-require-words = The member sets it up at the next sign-in. Type your own password to confirm.
two-factor-reset = Reset the second factor
two-factor-reset-words = What is set up is forgotten, all sessions of the member end, and they set it up anew at the next sign-in. Type your own password to confirm.
two-factor-off = Ask for it no more
two-factor-off-words = What is set up is forgotten, and it is not asked for unless the practice’s policy does. Type your own password to confirm.
two-factor-set = The second factor is changed.

# Sessions
sessions = Where this account is signed in
sessions-none = Nowhere at the moment.
session-agent = Browser
session-agent-unknown = Unknown browser
session-began = Since
session-ends = Until
session-current = This one
session-end = End
session-ended = The session has ended.
sessions-end-others = End all others
credentials = PINs and sign-in
credentials-of = PINs, second factor and sessions of { $name }.

# States of an account
state-pending = Inactive, not yet activated
state-mail-waiting = Mail waiting
state-expired-link = Expired link
state-active = Active
password-given = Credential set by another
state-locked = Locked
state-not-started = Not yet started
state-starts = Starts { $time }
state-deactivated = Deactivated
state-removed = Removed
state-removed-until = Can be undone until { $time }
removed-person = Removed person
left-minutes = { $minutes } min left
left-hours = { $hours } h { $minutes } min left
left-days = { $days } d { $hours } h left
