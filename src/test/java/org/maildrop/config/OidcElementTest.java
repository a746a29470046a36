/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.AuthSettings;
import org.maildrop.auth.CertificateName;
import org.maildrop.auth.MechanismName;
import org.maildrop.auth.OidcSettings;
import org.maildrop.auth.OidcSettings.Check;

/** What logins by tokens and by certificates need in conf/maildrop.xml. */
class OidcElementTest {
    /** As it stands in the examples of James, for IMAP. */
    private static final String OF_JAMES = """
            <oidc>
                <oidcConfigurationURL>http://keycloak:8080/auth/realms/oidc/.well-known/openid-configuration</oidcConfigurationURL>
                <jwksURL>http://keycloak:8080/auth/realms/oidc/protocol/openid-connect/certs</jwksURL>
                <claim>email</claim>
                <scope>openid profile email</scope>
                <introspection>
                    <url>http://keycloak:8080/auth/realms/oidc/protocol/openid-connect/token/introspect</url>
                    <auth>Basic amFtZXM6c2VjcmV0</auth>
                </introspection>
            </oidc>
            """;

    private static final String REALM = "http://keycloak:8080/auth/realms/oidc/";
    private static final String LEAST = "<oidcConfigurationURL>https://id/c</oidcConfigurationURL>"
            + "<jwksURL>https://id/k</jwksURL><claim>email</claim><scope>mail</scope>";

    private static AuthSettings auth(String mechanisms, String more) {
        return MaildropSettingsTest.read(
                        "<maildrop><auth><mechanisms>" + mechanisms + "</mechanisms>" + more + "</auth></maildrop>")
                .auth();
    }

    private static OidcSettings oidc(String elements) {
        return auth("OAUTHBEARER", "<oidc>" + elements + "</oidc>").oidc().orElseThrow();
    }

    @Test
    void whatStandsInJamessOwnFilesIsReadAsItIs() {
        AuthSettings settings = auth("PLAIN xoauth2 OAUTHBEARER", OF_JAMES);
        assertThat(settings.mechanisms())
                .containsExactlyInAnyOrder(MechanismName.PLAIN, MechanismName.OAUTHBEARER, MechanismName.XOAUTH2);
        assertThat(settings.oidc())
                .contains(new OidcSettings(
                        URI.create(REALM + "protocol/openid-connect/certs"),
                        "email",
                        Optional.empty(),
                        URI.create(REALM + ".well-known/openid-configuration"),
                        "openid profile email",
                        new Check.Introspection(
                                URI.create(REALM + "protocol/openid-connect/token/introspect"),
                                Optional.of("Basic amFtZXM6c2VjcmV0"))));
    }

    @Test
    void theSecretOfIntrospectionIsNotTold() {
        assertThat(auth("XOAUTH2", OF_JAMES).toString())
                .contains("keycloak", "(set)")
                .doesNotContain("amFtZXM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<introspection><url>https://id/i?client_secret=tellnot</url></introspection>",
                "<userinfo><url>https://id/u?client_secret=tellnot</url></userinfo>"
            })
    void theQueryOfAUrlIsNotTold(String check) {
        String elements = LEAST.replace("https://id/k", "https://id/k?api_key=tellnot")
                .replace("https://id/c", "https://id/c?api_key=tellnot");
        assertThat(oidc(elements + check).toString())
                .contains("jwks=https://id/k,", "configuration=https://id/c,", "claim=email", "scope=mail")
                .doesNotContain("tellnot");
    }

    @Test
    void aTokenIsCheckedByItsSignatureOrByUserinfoOrByIntrospection() {
        assertThat(oidc(LEAST).check()).isEqualTo(new Check.Signature());
        assertThat(oidc(LEAST + "<userinfo><url>https://id/u</url></userinfo>").check())
                .isEqualTo(new Check.Userinfo(URI.create("https://id/u")));
        assertThat(oidc(LEAST + "<introspection><url>https://id/i</url></introspection>")
                        .check())
                .isEqualTo(new Check.Introspection(URI.create("https://id/i"), Optional.empty()));
    }

    @Test
    void anAudienceMayBeNamed() {
        assertThat(oidc(LEAST).audience()).isEmpty();
        assertThat(oidc(LEAST + "<aud>mail</aud>").audience()).contains("mail");
    }

    @Test
    void theNameInACertificateIsItsAddressUnlessItIsSaidOtherwise() {
        assertThat(auth("EXTERNAL", "").certificateName()).isEqualTo(CertificateName.EMAIL);
        assertThat(auth("EXTERNAL", "<external/>").certificateName()).isEqualTo(CertificateName.EMAIL);
        assertThat(auth("EXTERNAL", "<external><name>cn</name></external>").certificateName())
                .isEqualTo(CertificateName.CN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OAUTHBEARER | '' | the element <maildrop/auth> lacks <oidc>",
                "XOAUTH2 PLAIN | '' | the element <maildrop/auth> lacks <oidc>",
                "PLAIN | <oidc/> | the element <maildrop/auth/oidc> has no effect, since <mechanisms> has neither"
                        + " OAUTHBEARER nor XOAUTH2",
                "PLAIN | <external/> | the element <maildrop/auth/external> has no effect, since <mechanisms> has not"
                        + " EXTERNAL",
                "EXTERNAL | <external><name>uid</name></external> | the element <maildrop/auth/external/name> has the"
                        + " value \"uid\", expected is email or cn",
                "EXTERNAL | <external><cn/></external> | there is no element <cn> in <maildrop/auth/external>, but"
                        + " <name>"
            })
    void whatDoesNotGoTogetherIsSaidInOneLine(String mechanisms, String more, String line) {
        assertThatThrownBy(() -> auth(mechanisms, more))
                .isInstanceOf(SettingsException.class)
                .hasMessage("conf/maildrop.xml: " + line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<jwksURL>https://id/k</jwksURL> | '' | lacks <jwksURL>",
                "<claim>email</claim> | '' | lacks <claim>",
                "<scope>mail</scope> | '' | lacks <scope>",
                "<oidcConfigurationURL>https://id/c</oidcConfigurationURL> | '' | lacks <oidcConfigurationURL>",
                "<claim>email</claim> | <claim/> | /claim> has the value \"\", expected is the name of a claim",
                "<scope>mail</scope> | <scope>a\"b</scope> | /scope> has the value \"a\"b\", expected is words of",
                "<scope>mail</scope> | <scope>a\\b</scope> | /scope> has the value \"a\\b\", expected is words of",
                "<scope>mail</scope> | <scope/> | /scope> has the value \"\", expected is words of",
                "https://id/k | ftp://id/k | /jwksURL> has a value that is wrong: it is a URL with https or http",
                "https://id/k | id/k | /jwksURL> has a value that is wrong: it is a URL with https or http",
                "https://id/k | https:///k | /jwksURL> has a value that is wrong: it is a URL with https or http",
                "https://id/k | https://a:tellnot@id/k | /jwksURL> has a value that is wrong: it is a URL with",
                "https://id/k | https://tellnot:id^k | /jwksURL> has a value that is wrong: it is a URL with",
                "https://id/c | tellnot | /oidcConfigurationURL> has a value that is wrong: it is a URL with",
                "</claim> | </claim><aud/> | /aud> has the value \"\", expected is the name of an audience",
                "</claim> | </claim><clientId>x</clientId> | there is no element <clientId> in <maildrop/auth/oidc>",
                "</claim> | </claim><claim>sub</claim> | the element <claim> stands more than once",
                "</claim> | </claim><userinfo/> | the element <maildrop/auth/oidc/userinfo> lacks <url>",
                "</claim> | </claim><introspection/> | the element <maildrop/auth/oidc/introspection> lacks <url>",
                "</claim> | </claim><introspection><url>x</url></introspection> | /introspection/url> has a value",
                "</claim> | </claim><introspection><url>https://i</url></introspection><userinfo><url>https://u</url></userinfo>"
                        + " | /userinfo> has no effect, since <introspection> is there",
                "</claim> | </claim><introspection><url>https://i</url><auth>tellnöt</auth></introspection> |"
                        + " /introspection/auth> has a value that is wrong: a header of HTTP is printable ASCII"
            })
    void whatIsWrongInItIsSaidInOneLine(String good, String bad, String line) {
        assertThat(LEAST).contains(good);
        assertThatThrownBy(() -> oidc(LEAST.replace(good, bad)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(line)
                .hasMessageNotContainingAny("tellnot", "tellnöt")
                .message()
                .hasLineCount(1);
    }
}
