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
banner-reload = This page and the server are of different versions. Your edits are kept on this device; reload the page to go on.
banner-update = A new version of Lanyard is ready.

# Before there is anything to show
copy-opening = Opening the copy on this device…
first-copy = Getting the practice’s data for the first time…
first-copy-none = There is no copy on this device yet
first-copy-offline = The server cannot be reached. As soon as it answers once, this page works without it too.
first-copy-signed-out = Sign in so that this device can get one.
store-failed = The copy on this device cannot be opened

# The page
sync-now = Sync now
sync-connection = Server
sync-last-contact = Last contact
sync-never = Never
sync-waiting-count = Waiting
sync-attention-count = Needs attention
sync-waiting-title = Waiting to be accepted
sync-waiting-none = Nothing waits. Everything you saved here is on the server.
sync-attention-title = Needs attention
sync-attention-none = Nothing was refused.
sync-unread = { $count ->
    [one] One more was made by another version of this page; reload to see it.
   *[other] { $count } more were made by another version of this page; reload to see them.
}
edit-staff-create = New staff account: { $name }
connection-connecting = Connecting…
connection-online = Connected
connection-signed-out = Signed out
connection-wrong-account = Another account is signed in

# Why an edit was refused, where it is not a field
refused-conflict = Somebody else changed the same field meanwhile. Theirs stands.
refused-held = It builds on an edit that was refused.
