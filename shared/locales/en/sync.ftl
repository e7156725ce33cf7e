# How far edits have come.

# In the masthead
sync-synced = Synced
sync-syncing = Syncing…
sync-waiting = { $count } waiting
sync-offline = Offline since { $time }
sync-attention = Needs attention: { $count }
sync-halted = Not synced

# Above every page
banner-offline = Offline since { $time }. This is the copy on this device. What you save is kept here and sent when the server is back.
banner-captive-portal = Something between this device and the server answers in its place, perhaps a network that wants you to sign in. Your edits are kept on this device.
banner-signed-out = { $count ->
    [0] Your session has ended. Sign in to see what is new.
    [one] Your session has ended. Sign in to send the edit that waits on this device.
   *[other] Your session has ended. Sign in to send the { $count } edits that wait on this device.
}
banner-wrong-account = Another account is signed in on this browser. Sign in with yours to go on; nothing was sent.
banner-password-change = Choose a password of your own before anything is sent.
banner-enrolment = Set up your second factor before anything is sent.
banner-reload = This page and the server are of different versions. Your edits are kept on this device; reload the page to go on.
banner-update = A new version of Lanyard is ready. Loading it takes a moment; what is typed into this page and not saved would be lost.
update-now = Load the new version

# Before there is anything to show
copy-opening = Opening the copy on this device…
first-copy = Getting the practice’s data for the first time…
first-copy-none = There is no copy on this device yet
first-copy-offline = The server cannot be reached. As soon as it answers once, this page works without it too.
first-copy-signed-out = Sign in so that this device can get one.
store-failed = The copy on this device cannot be opened

# A copy that was without contact for too long
lease-over-title = This copy is not shown any more
lease-over-lead = It has been without contact to the server for { $days ->
    [one] one day
   *[other] { $days } days
}. Your practice lets a copy be used for { $allowed ->
    [one] one day
   *[other] { $allowed } days
} without contact.
lease-over-connect = Connect this device to the network in which the server can be reached. As soon as it answers, everything is here again.
lease-over-sign-in = The server answers. Sign in to go on.
lease-over-kept = { $count ->
    [one] One edit is kept on this device. It is sent once the server has answered.
   *[other] { $count } edits are kept on this device. They are sent once the server has answered.
}

# Trouble with the browser's storage
store-quota = There is no room left on this device for what Lanyard keeps. Free some space; nothing that was saved before is lost.
store-closed = The browser closed the storage of this page. Reload the page and try again.
store-blocked = Another tab with an older version of Lanyard keeps the storage. Close it, then reload this page.
store-newer = The copy on this device belongs to a newer version of Lanyard. Reload the page; if that does not help, close all its tabs and open it again.
store-unavailable = This browser keeps nothing for this page: perhaps it is a private window, or storage is switched off for it. Allow it, or use an ordinary window.
store-other = The browser’s storage did not take it. Try again; if it fails again, reload the page.
seal-no-key = The password cannot be sealed before this device has spoken with the server once. Connect, wait for the list to appear, and try again.

# The page
sync-now = Sync now
sync-connection = Server
sync-last-contact = Last contact
sync-never = Never
sync-waiting-count = Waiting
sync-waiting-title = Waiting to be accepted
sync-waiting-none = Nothing waits. Everything you saved here is on the server.
sync-waiting-none-but-attention = Nothing waits. What needs your attention is on this device only, until you decide about it.
connection-connecting = Connecting…
connection-online = Connected
connection-signed-out = Signed out
connection-wrong-account = Another account is signed in

# What else came of accepted edits
sync-remarks-title = Worth knowing about accepted edits
note-email-asked = The address stays as it is until { $email } is confirmed: a mail is on its way there, and a notice to the old address.
note-activation-sent = A new activation link for { $name } is on its way to { $email }. The older one works no more.
note-password-missing = { $name } has no password. A mail with a link to choose one is on its way to { $email }.
note-password-forgotten = { $name } has more rights now, and somebody else chose the password. It works no more; a mail asks for a new one.
note-passwords-forgotten = { $count ->
    [one] One person has
   *[other] { $count } people have
} more rights now and a password that somebody else chose. These passwords work no more; mails ask for new ones.
