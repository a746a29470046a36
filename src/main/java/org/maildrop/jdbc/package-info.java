/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What all that is kept in a database has in common: engines, drivers, accounts, a pool, time limits, and a table that is
 * made at the start. Whose table it is, and what is in it, is not known here.
 */
@NullMarked
package org.maildrop.jdbc;

import org.jspecify.annotations.NullMarked;
