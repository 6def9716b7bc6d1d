# attack: It forges the reply to the loading of its file and then ends.
# stopped-by: The checks ask all the same, and nobody answers.
# ends: crashed
# with: frames
reply(message({"value": {"error": None, "cells": []}}))
os._exit(0)
