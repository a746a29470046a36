/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.server;

import java.util.Map;
import org.maildrop.bench.inside.BenchRoutes;

/** What the measured James has other than one that an administrator installs. */
final class BenchConf {
    private static final String SERVER = """
              <pop3server enabled="true">
                <jmxName>%s</jmxName>
                <bind>0.0.0.0:%d</bind>
                <connectionBacklog>200</connectionBacklog>
                <connectiontimeout>3600</connectiontimeout>
                <connectionLimit>0</connectionLimit>
                <connectionLimitPerIP>0</connectionLimitPerIP>
                <handlerchain%s
              </pop3server>
            """;
    private static final String OURS = " coreHandlersPackage=\"org.maildrop.handler.MaildropHandlers\"/>";
    private static final String STOCK =
            "><handler class=\"org.apache.james.pop3server.core.CoreCmdHandlerLoader\"/></handlerchain>";

    /** What is put in place of the settings that Maildrop is shipped with, where nothing is to be remembered. */
    static final Map<String, String> FORGETFUL =
            Map.of("maildrop.xml", "<maildrop><remembered-messages>none</remembered-messages></maildrop>");

    private BenchConf() {}

    /** File names and whole texts. Ports are those that {@code Ports} replaces: POP3's, and the one of POP3 under TLS. */
    static Map<String, String> files(String passwordHash) {
        return Map.of(
                "pop3server.xml",
                "<pop3servers>\n" + SERVER.formatted("ours", 110, OURS) + SERVER.formatted("stock", 995, STOCK)
                        + "</pop3servers>\n",
                "webadmin.properties",
                "enabled=true\nhost=127.0.0.1\nport=8000\nhttps.enabled=false\nextensions.routes="
                        + BenchRoutes.class.getName() + "\n",
                "usersrepository.xml",
                "<usersrepository name=\"LocalUsers\"><algorithm>" + passwordHash + "</algorithm>"
                        + "<enableVirtualHosting>true</enableVirtualHosting></usersrepository>\n");
    }
}
