/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server in a few lines, right or wrong as a test wants it: one greeting, then one answer a line. */
final class ScriptedServer implements Backstage, AutoCloseable {
    /** An answer that ends the session after what stands before it. */
    static final String CLOSE = "\f";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String greeting;
    private final UnaryOperator<String> answers;
    private Duration patience = Duration.ofSeconds(10);

    /** The lines that came, and how each connection ended. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    final List<String> backstage = new CopyOnWriteArrayList<>();

    ScriptedServer(UnaryOperator<String> answers) throws IOException {
        this("+OK ready\r\n", answers);
    }

    ScriptedServer(String greeting, UnaryOperator<String> answers) throws IOException {
        this.greeting = greeting;
        this.answers = answers;
        daemon(this::accept);
    }

    /** Whoever speaks with it does not wait long for what does not come. */
    ScriptedServer impatient() {
        patience = Duration.ofMillis(500);
        return this;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            heard.add("(server closed)");
        }
    }

    private void serve(Socket client) {
        try (client) {
            boolean goesOn = say(client, greeting);
            while (goesOn) {
                String line = hear(client.getInputStream());
                heard.add(line);
                goesOn = !line.isEmpty() && say(client, answers.apply(line.strip()));
            }
        } catch (IOException e) {
            heard.add("(reset)");
        }
    }

    private static boolean say(Socket client, String answer) throws IOException {
        client.getOutputStream().write(answer.replace(CLOSE, "").getBytes(StandardCharsets.ISO_8859_1));
        return !answer.contains(CLOSE);
    }

    private static String hear(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = 0;
        while (octet != '\n' && (octet = in.read()) >= 0) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void share(String name, String secret) {
        backstage.add("secret " + name + " " + secret);
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public int port(Transport transport) {
        return listener.getLocalPort();
    }

    @Override
    public void addUser(String name, String password) {
        backstage.add("user " + name + " " + password);
    }

    @Override
    public void append(String name, String password, Delivery delivery, List<byte[]> messages) {
        messages.forEach(
                octets -> backstage.add("mail " + name + " " + new String(octets, StandardCharsets.ISO_8859_1)));
    }

    @Override
    public List<String> folder(String name, String password, String folder) {
        backstage.add("folder " + name + " " + folder);
        return List.of("one", "two, seen");
    }

    @Override
    public void expunge(String name, String password, int number) {
        backstage.add("expunge " + name + " " + number);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
