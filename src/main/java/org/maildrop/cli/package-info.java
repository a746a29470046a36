/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The command line of the jar, for an administrator: it runs without James, beside it or not, and with nothing on its class
 * path but the jar. So nothing that it calls may need a library that is James's to bring, logging included.
 */
@NullMarked
package org.maildrop.cli;

import org.jspecify.annotations.NullMarked;
