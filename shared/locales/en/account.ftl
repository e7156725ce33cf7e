# Texts: account
