# Mails. Each paragraph is one sentence or two; the link stands in a line of its own.

mail-greeting = Hello { $name },
mail-link-life = The link works once, for { $hours } hours from when this mail was sent.
mail-link-by-hand = If the button does nothing, copy this address into your browser:
mail-footer = This mail comes from the program that keeps the staff accounts of { $practice }. Nobody reads answers to it.

# Activation of a new account
mail-activation-subject = Activate your account at { $practice }
mail-activation-button = Activate your account
mail-activation-intro = { $practice } has made an account for you. To activate it, open this link and press the button on the page:
mail-activation-username = Afterwards sign in with your username { $username } and the password that your administrator gave you.
mail-activation-username-own = Afterwards sign in with your username { $username } and the password that you choose on that page.
mail-activation-expired = If it has expired, open it all the same: the page offers to send you a new one.
mail-activation-stranger = If you did not expect an account at { $practice }, you can ignore this mail. Nothing happens unless the link is used.

# Reset of a password
mail-reset-subject = Set a new password for { $practice }
mail-reset-button = Choose a new password
mail-reset-intro = Somebody asked for a new password for your account at { $practice }. To choose one, open this link:
mail-reset-username = Your username is { $username }. When the new password is set, every device has to sign in again.
mail-reset-needed = The password of your account at { $practice } works no more, because somebody else may know it. To choose a new one, open this link:
mail-reset-stranger = If it was not you, ignore this mail and tell your administrator. Your password stays as it is unless the link is used.

# Another e-mail address: to the new one
mail-email-change-subject = Confirm your new e-mail address for { $practice }
mail-email-change-button = Confirm this address
mail-email-change-intro = The account { $username } at { $practice } is to use this e-mail address from now on. To confirm that it is yours, open this link and press the button on the page:
mail-email-change-stranger = If you do not know that account, ignore this mail. Nothing changes unless the link is used.

# Another e-mail address: to the old one
mail-email-notice-subject = Your e-mail address for { $practice } is to change
mail-email-notice-button = Keep this address
mail-email-notice-intro = Your account { $username } at { $practice } is to use another e-mail address: { $email }.
mail-email-notice-fine = If that is right, you need not do anything here. The change takes effect when the mail to the new address is confirmed.
mail-email-notice-stranger = If you did not want this, open this link and press the button on the page, and tell your administrator:
mail-email-notice-undo = This address stays in force then, or comes back, and every device has to sign in again.

# An account that came back with another e-mail address: to the old one
mail-email-replaced-subject = Your account at { $practice } has another e-mail address
mail-email-replaced-intro = Your account { $username } at { $practice } is to be used again, with another e-mail address. Mails about it do not come to this one any more.
mail-email-replaced-password = The password that it had works no more. A new one is chosen by the mail to the new address.
mail-email-replaced-stranger = If you did not expect this, ask whoever looks after the staff accounts of { $practice }: by telephone or in person, and soon. This mail has no link to undo it.

# A Support PIN that somebody guessed at
mail-support-pin-subject = Your Support PIN at { $practice } was replaced
mail-support-pin-intro = Somebody who said that they were you, { $username }, gave the help desk of { $practice } a wrong Support PIN five times. It works no more, and you have a new one: you see it under your name in the program.
mail-support-pin-stranger = If it was not you, tell your administrator.

# To whoever manages accounts: somebody's last day is over
mail-last-day-subject = The last day of { $person } at { $practice } is over
mail-last-day-intro = The last day of { $person } at { $practice } is over, so the account is deactivated: nobody signs in with it any more.
mail-last-day-back = You need not do anything. If they stay after all, choose a later last day and reactivate the account: it is on the page Staff, under “Show inactive”.
