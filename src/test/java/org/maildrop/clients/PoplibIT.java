/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.JamesProcess;

/** Python's standard library as a client. */
@Execution(ExecutionMode.CONCURRENT)
class PoplibIT {
    private static final String SCRIPT = "src/test/resources/clients/session.py";
    private static final String EXPECTED = """
            greeting +OK Maildrop ready
            capabilities AUTH-RESP-CODE EXPIRE IMPLEMENTATION LANG PIPELINING RESP-CODES SASL %sTOP UIDL USER UTF8
            utf8 +OK UTF-8 mode
            wrong password -ERR [AUTH] wrong name or password
            second session -ERR [IN-USE] maildrop in use by another session
            stat 2 71
            list 1 42 2 29
            list 2 +OK 2 29
            uidl 2 True
            retr 1 [b'Subject: dots', b'', b'.', b'..', b'', b'caf\\xc3\\xa9', b'the end']
            top 2 [b'Subject: second', b'', b'one']
            stat 1 42
            noop +OK
            quit +OK bye, 1 message removed, 1 left
            stat 1 42
            closed without QUIT 1 42
            quit +OK bye, 0 messages removed, 1 left
            """;

    private static Tool python;
    private static JamesProcess james;

    @BeforeAll
    static void start() {
        python = Tool.required("python3");
        james = JamesProcess.shared();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "stls", "pop3s"})
    void poplibIsServedFromGreetingToQuit(String way) {
        Account account = Account.of(james, " pässwörd  with blanks ")
                .with(
                        "Subject: dots\r\n\r\n.\r\n..\r\n\r\ncaf\u00e9\r\nthe end\r\n",
                        "Subject: second\r\n\r\none\r\ntwo\r\n");
        int port = way.equals("pop3s") ? james.pop3sPort() : james.pop3Port();
        String input = String.join(
                "\n",
                Integer.toString(port),
                ServerCertificate.pem().toString(),
                account.name(),
                account.password(),
                "");

        Tool.Result result = python.run(input, SCRIPT, way);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(EXPECTED.formatted(way.equals("clear") ? "STLS " : ""));
    }
}
