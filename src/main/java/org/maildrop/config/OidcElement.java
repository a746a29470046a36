/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.net.URI;
import java.util.Optional;
import org.maildrop.auth.OidcSettings;
import org.maildrop.auth.OidcSettings.Check;

/** The element {@code <auth><oidc>}: named and meant as James's own in imapserver.xml and smtpserver.xml. */
final class OidcElement {
    private OidcElement() {}

    static OidcSettings read(Element oidc) {
        oidc.knows("jwksURL", "claim", "aud", "oidcConfigurationURL", "scope", "introspection", "userinfo");
        URI jwks = url(oidc, "jwksURL");
        String claim = oidc.required("claim", "the name of a claim", OidcElement::filled);
        Optional<String> audience = oidc.optional("aud", "the name of an audience", OidcElement::filled);
        URI configuration = url(oidc, "oidcConfigurationURL");
        Check check = check(oidc);
        return oidc.required(
                "scope",
                "words of printable ASCII, without quotes and backslashes (RFC 6749, section 3.3)",
                scope -> new OidcSettings(jwks, claim, audience, configuration, scope, check));
    }

    /** Where there are both, James asks for introspection only. */
    private static Check check(Element oidc) {
        if (oidc.has("introspection")) {
            oidc.lacks("userinfo", "<introspection> is there");
            return introspection(oidc.required("introspection"));
        }
        if (oidc.has("userinfo")) {
            Element userinfo = oidc.required("userinfo");
            userinfo.knows("url");
            return new Check.Userinfo(url(userinfo, "url"));
        }
        return new Check.Signature();
    }

    private static Check introspection(Element introspection) {
        introspection.knows("url", "auth");
        Check.Introspection open = new Check.Introspection(url(introspection, "url"), Optional.empty());
        return introspection.has("auth")
                ? introspection.secret("auth", secret -> new Check.Introspection(open.url(), Optional.of(secret)))
                : open;
    }

    /** Somebody may have written a password into it, so a wrong one is not told. */
    private static URI url(Element parent, String name) {
        return parent.secret(name, OidcSettings::url);
    }

    private static String filled(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }
}
