"""An invented country whose harm is counted by area and indicator, with planted events; frozen, see parameters."""
