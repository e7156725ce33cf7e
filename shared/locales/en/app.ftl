# Texts: app
