# Texts: mail
