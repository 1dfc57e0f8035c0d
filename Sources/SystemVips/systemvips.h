// Nothing is imported into Swift from here: this module carries pkg-config's flags to CVips.
