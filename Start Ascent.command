#!/bin/sh
# macOS: double-click this file. If macOS asks whether it may run, right-click it and choose Open.
exec "$(dirname "$0")/scripts/start.sh"
