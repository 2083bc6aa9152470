"""`python -m bot`: the same as `wencheng`."""

from bot.cli import main

if __name__ == "__main__":
    main()
