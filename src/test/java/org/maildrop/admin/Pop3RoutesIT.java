/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.AdminApi;
import org.maildrop.testing.AdminApi.Answer;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.OidcServer;
import org.maildrop.testing.OpenApi;

/** What all routes have in common, in a real James. */
class Pop3RoutesIT {
    private static final String DESCRIPTION = "/pop3/openapi.yaml";

    private final OpenApi described = new OpenApi();

    @Test
    void theDescriptionIsServedAsItIs() throws IOException {
        Answer answer = new AdminApi(JamesProcess.shared(), described).get(DESCRIPTION);

        assertThat(answer.type()).isEqualTo("application/yaml");
        assertThat(answer.body())
                .isEqualTo(Files.readString(Path.of("src/main/resources/org/maildrop/admin/openapi.yaml")));
        assertThat(described.unseen(DESCRIPTION)).isEmpty();
    }

    @Test
    void whereWebadminAsksForATokenEachOfTheRoutesDoes() throws IOException {
        OidcServer.Key key = OidcServer.Key.rsa();
        String token = signed(key, Map.of("sub", "admin@example.org", "admin", true));
        String asking = Files.readString(Path.of("james-conf/webadmin.properties"))
                + "jwt.enabled=true\njwt.publickeypem.url=file://conf/jwt.pem\n";
        JamesProcess james = new Launch(Flavour.MEMORY)
                .with("webadmin.properties", asking)
                .with("jwt.pem", pem(key))
                .authorizedBy(token)
                .start();
        try {
            assertThat(new AdminApi(james, described, "Authorization", "Bearer " + token)
                            .get("/pop3/sessions")
                            .status())
                    .isEqualTo(200);
            assertThat(described.operations()).hasSize(11).allSatisfy(operation -> {
                String[] words = operation.split(" ");
                assertThat(new AdminApi(james, described)
                                .send(words[0], words[1], "application/json", "{\"secret\":\"x\"}")
                                .status())
                        .as(operation)
                        .isEqualTo(401);
            });
            String nobody = signed(key, Map.of("sub", "bob@example.org"));
            assertThat(new AdminApi(james, described, "Authorization", "Bearer " + nobody)
                            .get("/pop3/locks")
                            .status())
                    .isEqualTo(401);
        } finally {
            james.kill();
        }
    }

    /** Without the key's id: a key in a file has none, and James 3.9 looks for it by that. */
    private static String signed(OidcServer.Key key, Map<String, Object> claims) {
        return key.sign(Map.of("typ", "JWT", "alg", "RS256"), claims);
    }

    private static String pem(OidcServer.Key key) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.pair().getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
    }
}
