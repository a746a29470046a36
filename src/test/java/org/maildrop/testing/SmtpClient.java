/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends one mail, as a mail server would. */
public final class SmtpClient {
    private SmtpClient() {}

    public static void send(int port, String from, String to, byte[] message) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            expect(in, '2');
            for (String line : new String[] {"HELO localhost", "MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">"}) {
                out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                expect(in, '2');
            }
            out.write("DATA\r\n".getBytes(StandardCharsets.ISO_8859_1));
            expect(in, '3');
            out.write(stuffed(message));
            expect(in, '2');
            out.write("QUIT\r\n".getBytes(StandardCharsets.ISO_8859_1));
            expect(in, '2');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RFC 5321 §4.5.2; a message that does not end in CRLF gets one. */
    private static byte[] stuffed(byte[] message) {
        ByteArrayOutputStream data = new ByteArrayOutputStream(message.length + 64);
        byte previous = '\n';
        for (byte octet : message) {
            if (octet == '.' && previous == '\n') {
                data.write('.');
            }
            data.write(octet);
            previous = octet;
        }
        data.writeBytes((previous == '\n' ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return data.toByteArray();
    }

    private static void expect(BufferedReader in, char kind) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null || line.isEmpty() || line.charAt(0) != kind) {
            throw new IOException("SMTP said: " + line);
        }
    }
}
