# SPDX-License-Identifier: EUPL-1.2
"""empty_reader.py NAME: returns once pcscd has seen that no card is in the reader called NAME. In a process of its own, for libpcsclite
keeps the socket it has found first."""
import ctypes
import sys

EMPTY, SECONDS = 0x10, 60


class State(ctypes.Structure):
    _fields_ = [("reader", ctypes.c_char_p), ("user_data", ctypes.c_void_p), ("current", ctypes.c_ulong),
                ("event", ctypes.c_ulong), ("atr_length", ctypes.c_ulong), ("atr", ctypes.c_ubyte * 33)]


library = ctypes.CDLL("libpcsclite.so.1")
library.SCardGetStatusChange.argtypes = [ctypes.c_long, ctypes.c_ulong, ctypes.POINTER(State), ctypes.c_ulong]
context = ctypes.c_long()
if library.SCardEstablishContext(2, None, None, ctypes.byref(context)):
    sys.exit("no pcscd")
state = State(reader=sys.argv[1].encode())
while not state.event & EMPTY:
    state.current = state.event
    if library.SCardGetStatusChange(context, SECONDS * 1000, ctypes.byref(state), 1):
        sys.exit(f"{sys.argv[1]}: no card was taken out of it")
