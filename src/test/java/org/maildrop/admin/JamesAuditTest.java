/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.maildrop.session.Audit;
import org.maildrop.session.Peer;
import org.maildrop.testing.ListenedLog;

/** What goes into the audit trail of the later James, in its own class; this James has none. */
class JamesAuditTest {
    private static final String TRAIL = "org.apache.james.util.AuditTrail";
    private static final Peer CLIENT = new Peer("6d070d7e", "192.0.2.7");

    /** The later James's utilities, and the rest of this one's. */
    private static final class Later extends URLClassLoader {
        Later(URL... jars) {
            super(jars, JamesAuditTest.class.getClassLoader());
        }

        static Later james() throws IOException {
            return new Later(Arrays.stream(Files.readString(Path.of("target/server/later-api.classpath"))
                            .split(File.pathSeparator))
                    .filter(jar -> jar.contains("james-server-util"))
                    .map(Later::url)
                    .toArray(URL[]::new));
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.apache.james.util.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }

    @Test
    void thisJamesHasNoneAndNothingIsMissed() {
        assertThat(JamesAudit.in(JamesAuditTest.class.getClassLoader())).isSameAs(Audit.NONE);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aLoginIsKeptWithItsUserAndWhereItCameFrom() throws IOException {
        try (Later later = Later.james();
                ListenedLog log = new ListenedLog(TRAIL)) {
            JamesAudit.in(later).entered(CLIENT, "bob@example.org", "SCRAM-SHA-256");

            ILoggingEvent event = log.event();
            assertThat(event.getFormattedMessage()).isEqualTo("POP3 login succeeded.");
            assertThat(event.getMDCPropertyMap())
                    .containsOnly(
                            entry("username", "bob@example.org"),
                            entry("remoteIP", "192.0.2.7"),
                            entry("sessionId", "6d070d7e"),
                            entry("protocol", "POP3"),
                            entry("action", "AUTH"),
                            entry("mechanism", "SCRAM-SHA-256"));
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void soIsOneThatIsRefusedWithWhoItWasSaidToBeIfThatIsKnown() throws IOException {
        try (Later later = Later.james();
                ListenedLog log = new ListenedLog(TRAIL)) {
            Audit audit = JamesAudit.in(later);
            audit.refused(CLIENT, Optional.of("bob"), "USER/PASS", "denied");
            audit.refused(new Peer("s", "2001:db8::7"), Optional.empty(), "USER/PASS", "cleartext");

            assertThat(log.events().get(0).getMDCPropertyMap())
                    .contains(entry("username", "bob"), entry("outcome", "denied"), entry("action", "AUTH"));
            assertThat(log.events().get(1).getMDCPropertyMap())
                    .contains(entry("remoteIP", "2001:db8:0:0:0:0:0:7"), entry("outcome", "cleartext"))
                    .doesNotContainKey("username");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void whatQuitRemovesIsKeptToo() throws IOException {
        try (Later later = Later.james();
                ListenedLog log = new ListenedLog(TRAIL)) {
            JamesAudit.in(later).removed(new Peer("s", "proxy.example.org"), "bob@example.org", 3);

            assertThat(log.event().getMDCPropertyMap())
                    .contains(entry("action", "QUIT"), entry("messages", "3"), entry("username", "bob@example.org"))
                    .as("a name is not looked up")
                    .doesNotContainKey("remoteIP");
        }
    }

    @Test
    void anotherTrailThanIsKnownIsSaidOnceAndLeftAlone(@TempDir Path folder) throws IOException {
        Path source = folder.resolve("AuditTrail.java");
        Files.writeString(
                source, "package org.apache.james.util; public class AuditTrail { public static class Entry {} }");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());
        try (Later odd = new Later(folder.toUri().toURL());
                ListenedLog log = new ListenedLog("org.maildrop.audit")) {
            assertThat(JamesAudit.in(odd)).isSameAs(Audit.NONE);
            assertThat(log.event().getFormattedMessage()).contains("audit trail");
        }
    }
}
