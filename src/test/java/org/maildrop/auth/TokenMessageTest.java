/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMessageTest {
    private static final String TOKEN = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";

    /** ^A for the separator, as the RFC writes it. */
    private static byte[] octets(String message) {
        return message.replace("^A", "\1").getBytes(UTF_8);
    }

    private static String read(Optional<TokenMessage> message) {
        return message.map(read -> read.user().orElse("-") + " "
                        + read.token().map(BearerToken::reveal).orElse("-"))
                .orElse("malformed");
    }

    private static String oauthBearer(String message) {
        return read(TokenMessage.oauthBearer(octets(message)));
    }

    private static String xoauth2(String message) {
        return read(TokenMessage.xoauth2(octets(message)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // RFC 7628, section 4.1.
                "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52"
                        + "YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB",
                // The same on the port of submission, section 4.4.
                "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52"
                        + "YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
            })
    void theExamplesOfTheRfcAreRead(String base64) {
        assertThat(read(TokenMessage.oauthBearer(Base64.getDecoder().decode(base64))))
                .isEqualTo("user@example.com " + TOKEN);
    }

    @Test
    void theExampleOfGoogleIsRead() {
        String base64 =
                "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0"
                        + "Q2cBAQ==";
        assertThat(read(TokenMessage.xoauth2(Base64.getDecoder().decode(base64))))
                .isEqualTo("someuser@example.com ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n,,^Aauth=Bearer t^A^A | - t",
                "y,,^Aauth=Bearer t^A^A | - t",
                "n,a=,^Aauth=Bearer t^A^A | - t",
                "n,a=bob,^Aauth=Bearer t^A^A | bob t",
                "n,user=bob,^Aauth=Bearer t^A^A | bob t",
                "n,a=bob=3Da=2Cb=3D2C,^Aauth=Bearer t^A^A | bob=a,b=2C t",
                "n,a=bö€b,^Aauth=Bearer t^A^A | bö€b t",
                "n,,^Aauth=bearer t^A^A | - t",
                "n,,^Aauth=BEARER   t^A^A | - t",
                "n,,^Aport=x^Aother=^Aauth=Bearer a.b-c_d~e+f/g=^Ahost=h^A^A | - a.b-c_d~e+f/g=",
            })
    void aMessageOfOauthBearerIsRead(String message, String read) {
        assertThat(oauthBearer(message)).isEqualTo(read);
    }

    /** RFC 7628, section 4.3: the client is told where to get one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic dXNlcjpwYXNz",
                "Bearert",
                "Bearer t t",
                "Bearer t\r\nX-Evil: 1",
                "Bearer tö",
                "Bearer =",
                "Bearer t=t",
                " Bearer t"
            })
    void whatIsNoTokenIsReadAsNone(String auth) {
        assertThat(oauthBearer("n,a=bob,^Aauth=" + auth + "^A^A")).isEqualTo("bob -");
        assertThat(xoauth2("user=bob^Aauth=" + auth + "^A^A")).isEqualTo("bob -");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^A",
                "^A^A",
                "n,,",
                "n,,^A^A",
                "n,,^Aauth=Bearer t",
                "n,,^Aauth=Bearer t^A",
                "n,,^Aauth=Bearer t^A^A^A",
                "n,,^A^Aauth=Bearer t^A^A",
                "n,,^Aauth=Bearer t^A^Ax",
                "n,,auth=Bearer t^A^A",
                "n^Aauth=Bearer t^A^A",
                "n,^Aauth=Bearer t^A^A",
                "auth=Bearer t^A^A",
                "p=tls-unique,,^Aauth=Bearer t^A^A",
                "F,n,,^Aauth=Bearer t^A^A",
                "x,,^Aauth=Bearer t^A^A",
                "n,b=bob,^Aauth=Bearer t^A^A",
                "n,a=bob,c,^Aauth=Bearer t^A^A",
                "n,a=b=ob,^Aauth=Bearer t^A^A",
                "n,a=bob=2c,^Aauth=Bearer t^A^A",
                "n,a=bob=,^Aauth=Bearer t^A^A",
                "n,a=b\0b,^Aauth=Bearer t^A^A",
                "n,,^Aauth=Bearer t^Aauth=Bearer u^A^A",
                "n,,^Ahost=h^A^A",
                "n,,^Aauth^A^A",
                "n,,^A=x^Aauth=Bearer t^A^A",
                "n,,^Aa-b=x^Aauth=Bearer t^A^A",
                "user=bob^Aauth=Bearer t^A^A"
            })
    void whatIsNotOfTheFormOfOauthBearerIsMalformed(String message) {
        assertThat(oauthBearer(message)).isEqualTo("malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^A^A",
                "user=bob^Aauth=Bearer t^A",
                "user=bob^A^A",
                "auth=Bearer t^A^A",
                "user=^Aauth=Bearer t^A^A",
                "user=bob^Auser=eve^Aauth=Bearer t^A^A",
                "user=bob^Aauth=Bearer t^Aauth=Bearer u^A^A",
                "bob^Aauth=Bearer t^A^A",
                "n,a=bob,^Aauth=Bearer t^A^A"
            })
    void whatIsNotOfTheFormOfXoauth2IsMalformed(String message) {
        assertThat(xoauth2(message)).isEqualTo("malformed");
    }

    @Test
    void whatIsNotUtf8IsMalformed() {
        assertThat(TokenMessage.oauthBearer("n,a=b\u00f6b,\1auth=Bearer t\1\1".getBytes(ISO_8859_1)))
                .isEmpty();
        assertThat(TokenMessage.xoauth2("user=b\u00f6b\1auth=Bearer t\1\1".getBytes(ISO_8859_1)))
                .isEmpty();
    }

    @Test
    void aTokenHasNoTextOfItsOwn() {
        assertThat(TokenMessage.oauthBearer(octets("n,a=bob,^Aauth=Bearer telltale^A^A"))
                        .toString())
                .contains("bob")
                .doesNotContain("telltale");
    }
}
