#!/bin/sh
# Puts uv into a private environment, .uv/, with nothing but Python >= 3.10 there before.
set -eu
python=${1:-python3}
cd "$(dirname "$0")/.."

if ! command -v "$python" >/dev/null 2>&1; then
    echo "bootstrap: there is no '$python' on this machine. Install Python 3.10 or newer, or say where it is: make PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
    echo "bootstrap: '$python' is $("$python" --version 2>&1); asyncproof needs 3.10 or newer. Say which to use: make PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "bootstrap: '$python' comes without venv or ensurepip. On Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
fi
echo "Setting up uv in .uv/ ..."
rm -rf .uv
"$python" -m venv .uv
.uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
touch .uv/bin/uv
