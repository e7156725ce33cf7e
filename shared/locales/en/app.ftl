# The frame of all pages, and words that many pages share.

product = Lanyard
product-what = The staff accounts of your practice, online and off.
page-title = { $page } · Lanyard
skip-to-content = Skip to content
navigation = Navigation
breadcrumb = Where this page is
nav-account = Account
nav-device = This device
staff-members = Staff Members
my-account = My account
dashboard = Dashboard
account-menu = Account menu:
sync = Sync
sign-in = Sign in
sign-out = Sign out
to-start = Go to the start
to-sign-in = Go to the sign-in page
to-staff = Go to the staff list

busy = Working
loading = Loading…
load-failed = This page could not be loaded
try-again = Try again
reload = Reload the page
close = Close
cancel = Cancel
none = None

notice-info = Note:
notice-success = Success:
notice-warning = Warning:
notice-danger = Problem:

# Fields
field-choose = Choose…
field-show-typed = Show what is typed
field-hide-typed = Hide what is typed
phone-mask = { "(   )    -    " }
password-hint = At least { $min } characters. A few words in a row are easy to remember.
strength-weak = Long enough, but easy to guess. Another word makes it stronger.
strength-fair = This password is fair. Another word makes it strong.
strength-strong = This password is strong.

# Lists
pager = Pages of the list
pager-shown = { $from }–{ $to } of { $total }
pager-page = Page { $page } of { $pages }
pager-first = First page
pager-previous = Previous page
pager-next = Next page
pager-last = Last page

# Calls that did not succeed
call-offline = The server cannot be reached. Check the connection and try again.
call-captive-portal = Something between this device and the server answered in its place, perhaps a network that wants you to sign in. Open any web page, then try again.

# A page that there is not
not-found-title = There is no such page
not-found-lead = The address may have been cut short, or the page has moved.

# Leaving
sign-out-title = Sign out?
sign-out-unsent = { $count ->
    [one] One edit waits on this device. It is kept here and goes on when you sign in on this browser again.
   *[other] { $count } edits wait on this device. They are kept here and go on when you sign in on this browser again.
}
signed-out = You are signed out.
signed-out-here-only = You are signed out on this device. The server could not be told: its session ends by itself within 12 hours.

# Permissions by category
category-patients = Patients
category-scheduling = Scheduling
category-clinical = Clinical
category-prescribing = Prescribing
category-messages = Messages
category-billing = Billing
category-reports = Reports
category-administration = Administration
category-emergency = Emergency
right-needed = It takes { $permission }. Somebody with Manage Permissions can give it to you.
