# The other Pythons of this machine, and environments for them.

is_version() { [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$2" ]; }

# Print the path of an interpreter of this version; fail if there is none. A pyenv shim on PATH may not run.
find_interpreter() {
    local candidate
    for candidate in "$(command -v "python$1" || true)" "$HOME/.pyenv/versions/$1"*/bin/python; do
        if [ -x "$candidate" ] && is_version "$candidate" "$1"; then
            echo "$candidate"
            return 0
        fi
    done
    "$uv" python find --no-python-downloads "$1" 2>/dev/null
}

# Fill `others` with the Pythons that we support and have here, as VERSION=PATH, all but the given version.
find_others() {
    local version python
    others=()
    for version in 3.10 3.11 3.12 3.13 3.14; do
        [ "$version" != "$1" ] || continue
        if python=$(find_interpreter "$version"); then
            others+=("$version=$python")
        else
            echo "ci: Python $version is not installed here; its tests are left out"
        fi
    done
}

# An environment with the locked test dependencies and the built wheel, not the source tree.
make_environment() {
    local name=$1 python=$2 wheel=$3
    UV_PROJECT_ENVIRONMENT=.envs/$name "$uv" sync --frozen --quiet --no-install-project \
        --no-default-groups --group test -p "$python"
    "$uv" pip install --quiet -p ".envs/$name/bin/python" --no-deps --reinstall "$wheel"
}
