/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

/** The statements of an engine for a corner of its own. Of three names: the corner's, an account's, its password. */
interface Corner {
    String url(String name);

    String make(String name);

    String remove(String name);

    String account(String corner, String user, String password);

    String allow(String corner, String user);

    String removeAccount(String user);
}
