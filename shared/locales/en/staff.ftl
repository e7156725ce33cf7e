# Texts: staff
