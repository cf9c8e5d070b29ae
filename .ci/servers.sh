# The servers and the browser that the tests need, installed where that is possible.

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_redis() { command -v redis-server >/dev/null; }
has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null

install_servers() {
    local missing=()
    has_postgres || missing+=(postgresql)
    has_redis || missing+=(redis-server)
    has_browser || missing+=(chromium)
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        fail "the tests need ${missing[*]}; install it and start again (as root on Debian or Ubuntu this is done here)"
    fi
    echo "installing ${missing[*]}"
    apt-get update -qq || echo "apt-get update failed; going on with the lists that are there"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
