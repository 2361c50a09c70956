"""Calling machine code by hand, past the interpreter."""

from executor.capability import Capability, named

native_code = Capability(
    name="native_code",
    operation="native_code",
    modules=named(
        """
        _cffi_backend _ctypes cffi ctypes
        """
    ),
    audit_events=named(
        """
        ctypes.addressof ctypes.call_function ctypes.cdata ctypes.cdata/buffer
        ctypes.create_string_buffer ctypes.create_unicode_buffer ctypes.dlopen ctypes.dlsym
        ctypes.dlsym/handle ctypes.memoryview_at ctypes.string_at ctypes.wstring_at
        """
    ),
    system_calls=named(
        """
        add_key bpf delete_module finit_module init_module io_uring_enter io_uring_register
        io_uring_setup kcmp kexec_load keyctl perf_event_open personality process_vm_readv
        process_vm_writev ptrace request_key seccomp userfaultfd
        """
    ),
    reason="the sandbox runs Python, not machine code called by hand",
    alternatives=(
        "Use `struct`, `array` or `memoryview` for binary layouts",
        "Use a compiled library through its own Python module, such as `math` or `numpy`",
    ),
)
