/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. Each is given back by closing it. */
interface Connections extends AutoCloseable {
    Connection take() throws SQLException;

    /** Takes none of the present ones again: they lead to an engine that is of no use. */
    void renew();

    @Override
    void close();
}
