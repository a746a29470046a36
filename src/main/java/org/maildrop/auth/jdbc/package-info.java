/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/** Shared secrets in a database that all nodes share: PostgreSQL, MariaDB or Derby. One table, one row a user. */
@NullMarked
package org.maildrop.auth.jdbc;

import org.jspecify.annotations.NullMarked;
