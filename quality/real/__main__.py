"""`python -m quality.real [NAME ...]`: published bugs, in the version that has them and in the next one."""

import sys

from quality.real.measuring import main

if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
