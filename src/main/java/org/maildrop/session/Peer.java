/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

/**
 * Who is at the other end.
 *
 * @param session the connection's id, as James logs it
 * @param address the client's address, behind a proxy too; for logs and operators, never told to other clients
 */
public record Peer(String session, String address) {}
