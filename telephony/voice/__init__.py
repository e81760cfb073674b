"""The telephone: Twilio's questions about a call, answered with TwiML, one turn after another."""
