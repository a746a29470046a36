/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** James's own POP3 chain in the shipped file's servers, for a James without Maildrop. */
public final class StockConf {
    private static final String OURS = "<handlerchain coreHandlersPackage=\"org.maildrop.handler.MaildropHandlers\"/>";
    private static final String STOCK = "<handlerchain><handler"
            + " class=\"org.apache.james.pop3server.core.CoreCmdHandlerLoader\"/></handlerchain>";

    private StockConf() {}

    public static String pop3server() {
        return text("james-conf/pop3server.xml").replace(OURS, STOCK);
    }

    /** A webadmin without our routes. */
    public static String webadmin() {
        return text("src/server/conf/webadmin.properties");
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
