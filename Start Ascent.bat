@echo off
rem Windows: double-click this file. It installs what is missing and serves Ascent.
setlocal
cd /d "%~dp0"
set "RUN="
where py >nul 2>nul && py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "RUN=py -3"
if not defined RUN (
  where python >nul 2>nul && python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "RUN=python"
)
if not defined RUN (
  echo Ascent needs Python 3.11 or newer, and none was found on this machine.
  echo Get it from https://www.python.org/downloads/ and tick "Add python.exe to PATH",
  echo then double-click this file again.
  pause
  exit /b 1
)
%RUN% scripts\setup.py start %*
if errorlevel 1 pause
