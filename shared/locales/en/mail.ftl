# Mails. Each paragraph is one sentence or two; the link stands in a line of its own.

mail-greeting = Hello { $name },
mail-link-life = The link works once, for { $hours } hours from when this mail was sent.

# Activation of a new account
mail-activation-subject = Activate your account at { $practice }
mail-activation-intro = { $practice } has made an account for you. To activate it, open this link and press the button on the page:
mail-activation-username = Afterwards sign in with your username { $username } and the password that your administrator gave you.
mail-activation-expired = If it has expired, open it all the same: the page offers to send you a new one.
mail-activation-stranger = If you did not expect an account at { $practice }, you can ignore this mail. Nothing happens unless the link is used.

# Reset of a password
mail-reset-subject = Set a new password for { $practice }
mail-reset-intro = Somebody asked for a new password for your account at { $practice }. To choose one, open this link:
mail-reset-username = Your username is { $username }. When the new password is set, every device has to sign in again.
mail-reset-stranger = If it was not you, ignore this mail and tell your administrator. Your password stays as it is unless the link is used.
