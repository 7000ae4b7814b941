# Varnish before Stet: pages are kept until Stet purges them, and shown stale only while
# Stet is out of reach. Needs vmod xkey (Debian: varnish-modules). See operations.md.
vcl 4.1;

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8080";
    .probe = { .url = "/robots.txt"; .interval = 1s; .timeout = 1s; .window = 3; .threshold = 2; .initial = 3; }
}

acl stet { "127.0.0.1"; "::1"; }

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ stet) { return (synth(403)); }
        # What is stale may still be shown when Stet is out of reach; what is gone never.
        if (req.http.xkey-soft) { set req.http.n = xkey.softpurge(req.http.xkey-soft); }
        if (req.http.xkey-gone) { set req.http.n = xkey.purge(req.http.xkey-gone); }
        return (synth(200));
    }
    if (req.method != "GET" && req.method != "HEAD") { return (pass); }
    # Stet's answers depend on nothing else, so nothing else may split the cache.
    unset req.http.Cookie;
    unset req.http.Authorization;
    if (req.url ~ "^/sse/") { return (pipe); }
    if (req.url !~ "^/[a-z-]+/search\?" && req.url !~ "^/oembed\?") { set req.url = regsub(req.url, "\?.*", ""); }
    # While Stet answers, nothing stale is shown. A request that comes here again has just
    # met an error: it takes what there is.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) { set req.grace = 0s; }
}

sub vcl_backend_response {
    if (beresp.http.Surrogate-Control ~ "max-age=") {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, ".*max-age=([0-9]+).*", "\1s"), 10s);
    }
    if (beresp.http.Surrogate-Control ~ "stale-if-error=") {
        set beresp.grace = std.duration(regsub(beresp.http.Surrogate-Control, ".*stale-if-error=([0-9]+).*", "\1s"), 1d);
    } else {
        set beresp.grace = 0s;
    }
    # An error is no page: with a stale one at hand, that is shown instead.
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) { return (abandon); }
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
    }
}

sub vcl_backend_error {
    if (bereq.is_bgfetch) { return (abandon); }
}

sub vcl_deliver {
    if (resp.status >= 500 && req.restarts == 0) { return (restart); }
    unset resp.http.xkey;
    unset resp.http.Surrogate-Control;
}
